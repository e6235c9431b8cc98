import type { ByteSource } from '../../model/index.ts';

/** What stands at the top of a model.json and of no other JSON (tfjs-core `io/types.ts`, `ModelJSON`). */
const KEYS: ReadonlySet<string> = new Set(['modelTopology', 'weightsManifest']);

/** The keys stand before the bulk of the file: only metadata and a signature may come first. */
const HEAD = 4 * 2 ** 20;
const SLICE = 64 * 1024;
/** Longer keys are of no interest. */
const LONGEST = 32;

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...'"\\{}[]'].map((it) => it.charCodeAt(0));

/** Whether a file is a JSON object with a key of TensorFlow.js' model.json at its top level. Values are skipped, unread. */
export function isTfjsModel(source: ByteSource): boolean {
  const end = Math.min(source.size, HEAD);
  const scan = new Scan();
  for (let at = 0; at < end && !scan.over; at += SLICE) {
    for (const byte of source.view(at, Math.min(SLICE, end - at))) {
      scan.take(byte);
      if (scan.over) break;
    }
  }
  return scan.found;
}

/** Follows strings and brackets, byte by byte. */
class Scan {
  found = false;
  over = false;
  #depth = 0;
  #text: string | null = null;
  #escaped = false;

  take(byte: number): void {
    if (this.#text !== null) this.#inText(byte);
    else if (this.#depth === 0) this.#beforeObject(byte);
    else this.#between(byte);
  }

  #inText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.found ||= this.#depth === 1 && KEYS.has(this.#text as string);
      this.over = this.found;
      this.#text = null;
      return;
    }
    if ((this.#text as string).length < LONGEST) this.#text += String.fromCharCode(byte);
  }

  #beforeObject(byte: number): void {
    if (byte === OPEN) this.#depth = 1;
    // White space, or a byte order mark.
    else this.over = !(byte <= 32 || byte === 0xef || byte === 0xbb || byte === 0xbf);
  }

  #between(byte: number): void {
    if (byte === QUOTE) this.#text = '';
    else if (byte === OPEN || byte === OPEN_LIST) this.#depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      this.#depth--;
      this.over = this.#depth === 0;
    }
  }
}
