import type { ReadError } from '../../../model/index.ts';
import type { Cursor } from '../Cursor.ts';

const TOP = 2 ** 24;

/** The range decoder of LZMA: bits with probabilities of 11 bits that adapt by 1/32. */
export class RangeDecoder {
  readonly #cursor: Cursor;
  #range = 0xffffffff;
  #code: number;

  /** Begins at the cursor: a zero byte, then four bytes of code. */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    if (cursor.u8() !== 0) throw cursor.fault('holds damaged LZMA data');
    const [a, b, c, d] = cursor.take(4) as unknown as [number, number, number, number];
    this.#code = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }

  /** Whether the code is used up, as it is at a proper end. */
  get isFinished(): boolean {
    return this.#code === 0;
  }

  fault(problem: string): ReadError {
    return this.#cursor.fault(problem);
  }

  bit(probabilities: Uint16Array, index: number): 0 | 1 {
    const probability = probabilities[index] as number;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + ((2048 - probability) >> 5);
      this.#normalize();
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = probability - (probability >> 5);
    this.#normalize();
    return 1;
  }

  /** `count` bits, the highest first. */
  tree(probabilities: Uint16Array, base: number, count: number): number {
    let symbol = 1;
    for (let i = 0; i < count; i++) symbol = (symbol << 1) | this.bit(probabilities, base + symbol);
    return symbol - (1 << count);
  }

  /** `count` bits, the lowest first. */
  reverseTree(probabilities: Uint16Array, base: number, count: number): number {
    let symbol = 1;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const bit = this.bit(probabilities, base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  /** `count` bits of equal chance, the highest first. */
  direct(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit) this.#code -= this.#range;
      value = value * 2 + bit;
      this.#normalize();
    }
    return value;
  }

  /** Reads ahead when the range becomes small; the end of the data is an end of the file too soon. */
  #normalize(): void {
    if (this.#range >= TOP) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#cursor.u8()) >>> 0;
  }
}
