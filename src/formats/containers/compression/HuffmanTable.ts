import type { BitReader } from './BitReader.ts';

const MAX_LENGTH = 20;

/** A canonical Huffman code of bzip2. */
export class HuffmanTable {
  /** How many codes there are of each length. */
  readonly #counts = new Uint32Array(MAX_LENGTH + 1);
  /** Symbols by length, then by number. */
  readonly #symbols: readonly number[];

  constructor(lengths: readonly number[]) {
    for (const length of lengths) this.#counts[length] = (this.#counts[length] as number) + 1;
    this.#symbols = lengths
      .map((_, symbol) => symbol)
      .sort((x, y) => (lengths[x] as number) - (lengths[y] as number) || x - y);
  }

  /** Lengths stand as steps from the one before. */
  static read(bits: BitReader, symbols: number): HuffmanTable {
    let length = bits.read(5);
    const lengths = Array.from({ length: symbols }, () => {
      while (bits.read(1) === 1) length += bits.read(1) === 1 ? -1 : 1;
      if (length < 1 || length > MAX_LENGTH) throw bits.fault('has damaged tables');
      return length;
    });
    return new HuffmanTable(lengths);
  }

  /** The next symbol. */
  decode(bits: BitReader): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= MAX_LENGTH; length++) {
      code |= bits.read(1);
      const count = this.#counts[length] as number;
      if (code - first < count) return this.#symbols[index + code - first] as number;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw bits.fault('holds a code that is in no table');
  }
}
