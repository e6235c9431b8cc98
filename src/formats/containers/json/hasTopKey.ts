import type { ByteSource } from '../../../model/index.ts';

/** What is looked through at most: keys that tell what a file is stand before its bulk. */
const HEAD = 4 * 2 ** 20;
const SLICE = 64 * 1024;
/** Longer keys are of no interest. */
const LONGEST = 32;

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...'"\\{}[]'].map((it) => it.charCodeAt(0));

/**
 * Whether a file is a JSON object with one of these keys at its top level. Values are skipped, unread; only the first 4 MiB
 * are looked at.
 */
export function hasTopKey(source: ByteSource, keys: ReadonlySet<string>): boolean {
  const end = Math.min(source.size, HEAD);
  const scan = new Scan(keys);
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
  readonly #keys: ReadonlySet<string>;
  found = false;
  over = false;
  #depth = 0;
  #text: string | null = null;
  #escaped = false;

  constructor(keys: ReadonlySet<string>) {
    this.#keys = keys;
  }

  take(byte: number): void {
    if (this.#text !== null) this.#inText(byte);
    else if (this.#depth === 0) this.#beforeObject(byte);
    else this.#between(byte);
  }

  #inText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.found ||= this.#depth === 1 && this.#keys.has(this.#text as string);
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
