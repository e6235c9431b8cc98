import { ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';

/** Bytes that come out of a decompressor, which may look back at them. Memory grows with what comes out, never beyond a limit. */
export class Output {
  #bytes = new Uint8Array(4096);
  readonly #limit: number;
  readonly #what: string;
  length = 0;

  constructor(limit: number, what: string) {
    this.#limit = limit;
    this.#what = what;
  }

  /** Appends a byte. */
  push(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = byte;
  }

  /** Appends bytes. */
  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends `count` bytes from `distance` bytes back; they may overlap. False when that lies before `start`. */
  copy(distance: number, count: number, start = 0): boolean {
    if (!(distance >= 1 && distance <= this.length - start)) return false;
    this.#reserve(count);
    for (let i = 0; i < count; i++) {
      this.#bytes[this.length] = this.#bytes[this.length - distance] as number;
      this.length += 1;
    }
    return true;
  }

  /** The byte `distance` back; 0 before the start. */
  back(distance: number): number {
    return this.#bytes[this.length - distance] ?? 0;
  }

  /** Everything from `start` on, without a copy. */
  bytes(start = 0): Uint8Array {
    return this.#bytes.subarray(start, this.length);
  }

  #reserve(count: number): void {
    const needed = this.length + count;
    if (needed > this.#limit)
      throw new ReadError(
        'too-large',
        `${this.#what} unpacks to more than ${formatCount(this.#limit)} bytes, which is all that it may hold.`,
      );
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.min(this.#limit, Math.max(needed, 2 * this.#bytes.length)));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }
}
