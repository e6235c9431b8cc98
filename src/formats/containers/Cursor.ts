import { ReadError } from '../../model/index.ts';
import { decodeUtf8 } from './decodeUtf8.ts';
import { formatCount } from './formatCount.ts';

/**
 * Reads little-endian fields one after the other from a piece of a file. Every step is checked: a field that runs past
 * the piece throws `ReadError('corrupt')` with its offset.
 */
export class Cursor {
  readonly bytes: Uint8Array;
  /** Where `bytes[0]` lies in the source, in bytes; for messages and for offsets of values kept inside. */
  readonly origin: number;
  /** What the piece is, for messages: `object header`. */
  readonly what: string;
  /** Position of the next field in `bytes`. */
  at = 0;

  constructor(bytes: Uint8Array, origin: number, what: string) {
    this.bytes = bytes;
    this.origin = origin;
    this.what = what;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /** The refusal for this place; the caller throws it. */
  fault(problem: string): ReadError {
    return new ReadError(
      'corrupt',
      `The file is damaged: ${this.what} ${problem}.`,
      `byte ${formatCount(this.origin + this.at)}`,
    );
  }

  /** Moves on and returns where it stood. */
  skip(length: number): number {
    const start = this.at;
    if (!(length >= 0 && length <= this.bytes.length - start)) throw this.fault('is shorter than it says');
    this.at = start + length;
    return start;
  }

  u8(): number {
    return this.bytes[this.skip(1)]!;
  }

  u16(): number {
    const i = this.skip(2);
    return this.bytes[i]! | (this.bytes[i + 1]! << 8);
  }

  u32(): number {
    const i = this.skip(4);
    const b = this.bytes;
    return (b[i]! | (b[i + 1]! << 8) | (b[i + 2]! << 16) | (b[i + 3]! << 24)) >>> 0;
  }

  /** An unsigned integer of 1 to 8 bytes. Above 2^53 it is refused: no size or offset of a real file is that large. */
  uint(width: number): number {
    const value = this.wide(width);
    if (!Number.isSafeInteger(value)) throw this.fault('holds an impossible size');
    return value;
  }

  /** A file address of `width` bytes; `null` is the undefined address, all bits set. */
  address(width: number): number | null {
    const start = this.at;
    const value = this.wide(width);
    if (Number.isSafeInteger(value) && width > 6) return value;
    return this.allSet(start, width) ? null : this.checked(value);
  }

  /** The next `length` bytes, without a copy. */
  take(length: number): Uint8Array {
    const start = this.skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The next `length` bytes as a cursor of their own. */
  sub(length: number, what = this.what): Cursor {
    const origin = this.origin + this.at;
    return new Cursor(this.take(length), origin, what);
  }

  /** The next `length` bytes as UTF-8, up to the first NUL. */
  text(length: number): string {
    const start = this.skip(length);
    const end = this.bytes.indexOf(0, start);
    return decodeUtf8(this.bytes, start, end < 0 || end > this.at ? this.at : end);
  }

  /** Refuses anything but these ASCII letters: the signature that a structure starts with. */
  expect(signature: string): void {
    const start = this.skip(signature.length);
    for (let i = 0; i < signature.length; i++) {
      if (this.bytes[start + i] !== signature.charCodeAt(i)) {
        throw this.fault('does not start with its signature');
      }
    }
  }

  private wide(width: number): number {
    const start = this.skip(width);
    let value = 0;
    for (let i = width - 1; i >= 0; i--) value = value * 256 + this.bytes[start + i]!;
    return value;
  }

  private allSet(start: number, width: number): boolean {
    for (let i = start; i < start + width; i++) if (this.bytes[i] !== 255) return false;
    return true;
  }

  private checked(value: number): number {
    if (!Number.isSafeInteger(value)) throw this.fault('holds an impossible address');
    return value;
  }
}
