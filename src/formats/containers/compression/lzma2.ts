import type { Cursor } from '../Cursor.ts';
import { LzmaDecoder, type Properties, propertiesOf } from './LzmaDecoder.ts';
import type { Output } from './Output.ts';
import { RangeDecoder } from './RangeDecoder.ts';

/** LZMA2: chunks as they are, or packed with LZMA, each saying what is forgotten before it. Throws `ReadError('corrupt')`. */
export function unpackLzma2(cursor: Cursor, output: Output): void {
  const chunks = new Chunks(cursor, output);
  for (let control = cursor.u8(); control !== 0; control = cursor.u8()) {
    if (control >= 0x80) chunks.packed(control);
    else chunks.plain(control);
  }
}

class Chunks {
  readonly #cursor: Cursor;
  readonly #output: Output;
  /** Where the dictionary begins; `null` until a chunk resets it, as the first one must. */
  #start: number | null = null;
  #properties: Properties | null = null;
  #decoder: LzmaDecoder | null = null;

  constructor(cursor: Cursor, output: Output) {
    this.#cursor = cursor;
    this.#output = output;
  }

  plain(control: number): void {
    if (control > 2) throw this.#cursor.fault('holds a damaged LZMA2 chunk');
    if (control === 1) this.#forget();
    if (this.#start === null) throw this.#cursor.fault('holds a damaged LZMA2 chunk');
    this.#output.append(this.#cursor.take(bigEndian(this.#cursor) + 1));
  }

  packed(control: number): void {
    const cursor = this.#cursor;
    if (control >= 0xe0) this.#forget();
    const unpacked = ((control & 0x1f) << 16) + bigEndian(cursor) + 1;
    const length = bigEndian(cursor) + 1;
    if (control >= 0xc0) this.#properties = propertiesOf(cursor.u8(), cursor);
    if (control >= 0xa0 && this.#properties && this.#start !== null)
      this.#decoder = new LzmaDecoder(this.#output, this.#properties, this.#start);
    if (!this.#decoder) throw cursor.fault('holds a damaged LZMA2 chunk');
    const chunk = cursor.sub(length);
    const range = new RangeDecoder(chunk);
    const ended = this.#decoder.decode(range, this.#output.length + unpacked);
    if (ended || !range.isFinished || chunk.left > 0) throw chunk.fault('holds a damaged LZMA2 chunk');
  }

  #forget(): void {
    this.#start = this.#output.length;
    this.#properties = null;
    this.#decoder = null;
  }
}

function bigEndian(cursor: Cursor): number {
  const high = cursor.u8();
  return high * 256 + cursor.u8();
}
