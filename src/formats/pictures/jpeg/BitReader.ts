import { ReadError } from '../../../model/index.ts';

/** Bits of the entropy-coded data of a scan, most significant first; stuffed zeros are taken out (ITU T.81, F.2.2.5). */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #name: string;
  #at: number;
  #byte = 0;
  #left = 0;

  constructor(bytes: Uint8Array, at: number, name: string) {
    this.#bytes = bytes;
    this.#at = at;
    this.#name = name;
  }

  /** The next bit. Throws `ReadError` where the data ends, or a marker cuts it off. */
  bit(): number {
    if (this.#left === 0) {
      this.#byte = this.#next();
      this.#left = 8;
    }
    this.#left--;
    return (this.#byte >> this.#left) & 1;
  }

  #next(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined)
      throw new ReadError('truncated', `\`${this.#name}\` ends inside its pixels (JPEG).`);
    if (byte !== 0xff) return byte;
    if (this.#bytes[this.#at++] === 0) return byte;
    throw new ReadError(
      'corrupt',
      `\`${this.#name}\`: a scan of the JPEG ends before all its pixels.`,
      `byte ${this.#at - 2}`,
    );
  }

  /** A number of `count` bits. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = (value << 1) | this.bit();
    return value;
  }

  /** A signed number of `count` bits (ITU T.81, F.2.2.1, EXTEND). */
  signed(count: number): number {
    if (count === 0) return 0;
    const value = this.bits(count);
    return value < 2 ** (count - 1) ? value - 2 ** count + 1 : value;
  }

  /** Goes on behind the restart marker that must stand here. */
  restart(index: number): void {
    this.#left = 0;
    const [first, second] = [this.#bytes[this.#at], this.#bytes[this.#at + 1]];
    if (first !== 0xff || second !== 0xd0 + (index & 7))
      throw new ReadError(
        'corrupt',
        `\`${this.#name}\`: restart marker ${index & 7} of the JPEG is not where it must be.`,
        `byte ${this.#at}`,
      );
    this.#at += 2;
  }

  /** Where the scan's data ends. */
  get position(): number {
    return this.#at;
  }
}
