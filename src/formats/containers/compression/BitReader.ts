import type { ReadError } from '../../../model/index.ts';
import type { Cursor } from '../Cursor.ts';

/** Bits of a file, the highest of each byte first. */
export class BitReader {
  readonly cursor: Cursor;
  #held = 0;
  #count = 0;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** A number of up to 24 bits. */
  read(count: number): number {
    while (this.#count < count) {
      this.#held = ((this.#held << 8) | this.cursor.u8()) >>> 0;
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#held >>> this.#count) & (2 ** count - 1);
    this.#held &= 2 ** this.#count - 1;
    return value;
  }

  /** A number of 32 bits. */
  read32(): number {
    const high = this.read(16);
    return (high * 2 ** 16 + this.read(16)) >>> 0;
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#count = 0;
    this.#held = 0;
  }

  fault(problem: string): ReadError {
    return this.cursor.fault(problem);
  }
}
