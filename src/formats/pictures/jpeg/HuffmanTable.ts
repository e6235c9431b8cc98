import { ReadError } from '../../../model/index.ts';
import type { BitReader } from './BitReader.ts';

/** A code table: how many codes of each length there are, and what they mean (ITU T.81, C and F.2.2.3). */
export class HuffmanTable {
  readonly #largest = new Int32Array(17).fill(-1);
  readonly #offset = new Int32Array(17);
  readonly #values: Uint8Array;
  readonly #name: string;

  /** `counts` has 16 numbers, for lengths 1 to 16. Throws `ReadError` when they are no code. */
  constructor(counts: Uint8Array, values: Uint8Array, name: string) {
    this.#values = values;
    this.#name = name;
    let code = 0;
    let index = 0;
    counts.forEach((count, i) => {
      const length = i + 1;
      this.#offset[length] = index - code;
      code += count;
      index += count;
      if (code > 2 ** length)
        throw new ReadError('corrupt', `\`${name}\` has a code table with too many codes (JPEG).`);
      if (count > 0) this.#largest[length] = code - 1;
      code *= 2;
    });
  }

  /** The next value. Throws `ReadError` for bits that are no code. */
  next(reader: BitReader): number {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      code = (code << 1) | reader.bit();
      if (code <= this.#largest[length]!) return this.#values[code + this.#offset[length]!]!;
    }
    throw new ReadError('corrupt', `\`${this.#name}\`: the pixels of the JPEG are damaged.`);
  }
}
