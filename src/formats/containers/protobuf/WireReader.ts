import { ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';

/** How a value is stored (Protocol Buffers, Encoding). Groups (3 and 4) are refused: nothing that we read has any. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const KNOWN: ReadonlySet<number> = new Set([VARINT, FIXED64, BYTES, FIXED32]);

/** Messages inside messages; protobuf's own readers stop at the same depth. */
const MAX_DEPTH = 100;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Walks the fields of one protobuf message. `next` moves to a field; the method for its type takes the value, and what
 * nobody takes is skipped. Every length is checked against what is left. A damaged message throws `ReadError('corrupt')`
 * with its place.
 */
export class WireReader {
  /** Number of the field that `next` moved to. */
  field = 0;
  private readonly bytes: Uint8Array;
  private readonly what: string;
  private readonly origin: number;
  private readonly depth: number;
  private at = 0;
  private wire: number | null = null;

  /** `what` names the message in errors; `origin` is where `bytes` begin in their file. */
  constructor(bytes: Uint8Array, what: string, origin = 0, depth = 0) {
    this.bytes = bytes;
    this.what = what;
    this.origin = origin;
    this.depth = depth;
  }

  /** Moves to the next field, past a value that was not taken; `false` at the end. */
  next(): boolean {
    if (this.wire !== null) this.skipValue(this.wire);
    if (this.at >= this.bytes.length) return false;
    const tag = this.rawVarint();
    if (typeof tag !== 'number' || tag < 8 || tag >= 2 ** 32)
      throw this.fault('has a field without a number');
    this.field = Math.floor(tag / 8);
    this.wire = tag % 8;
    if (!KNOWN.has(this.wire)) throw this.fault(`has a field of unknown kind ${this.wire}`);
    return true;
  }

  /** The refusal for this place; the caller throws it. */
  fault(problem: string): ReadError {
    return new ReadError(
      'corrupt',
      `The file is damaged: ${this.what} ${problem}.`,
      `byte ${formatCount(this.origin + this.at)}`,
    );
  }

  /** The refusal of more than any real file has; the caller throws it. */
  excess(problem: string): ReadError {
    return new ReadError(
      'too-large',
      `${this.what} ${problem}, which no real file does.`.replace(/^./, (first) => first.toUpperCase()),
      `byte ${formatCount(this.origin + this.at)}`,
    );
  }

  /** A signed integer (`int64`, `int32`, an enum); a `bigint` only where a double cannot hold it. */
  whole(): number | bigint {
    this.expect(VARINT);
    return this.rawVarint();
  }

  /** An unsigned 64-bit integer. */
  unsigned(): bigint {
    return BigInt.asUintN(64, BigInt(this.whole()));
  }

  /** An integer that has to be a plain number: a size, an offset, an index. */
  int(): number {
    const value = this.whole();
    if (typeof value === 'number') return value;
    throw this.fault('holds an impossible number');
  }

  bool(): boolean {
    return this.whole() !== 0;
  }

  fixed32(): number {
    this.expect(FIXED32);
    return this.raw(4).getUint32(0, true);
  }

  float(): number {
    this.expect(FIXED32);
    return this.raw(4).getFloat32(0, true);
  }

  /** The bytes of a field, without a copy. */
  take(): Uint8Array {
    this.expect(BYTES);
    return this.rawBytes();
  }

  /** A text. Throws when it is not UTF-8. */
  text(): string {
    const bytes = this.take();
    try {
      return UTF8.decode(bytes);
    } catch {
      throw this.fault('holds a name that is no text');
    }
  }

  /** The message in this field, to be walked by itself; `what` names it in errors. */
  message(what = this.what): WireReader {
    if (this.depth >= MAX_DEPTH) throw this.excess(`nests messages more than ${MAX_DEPTH} deep`);
    const bytes = this.take();
    return new WireReader(bytes, what, this.origin + this.at - bytes.length, this.depth + 1);
  }

  /** The same message once more, from its start. */
  fork(): WireReader {
    return new WireReader(this.bytes, this.what, this.origin, this.depth);
  }

  /** Integers of a repeated field, one by itself or many packed. */
  wholes(into: (number | bigint)[]): void {
    this.each(VARINT, (it) => into.push(it.rawVarint()));
  }

  /** 32-bit floats of a repeated field, one by itself or many packed. */
  floats(into: number[]): void {
    this.each(FIXED32, (it) => into.push(it.raw(4).getFloat32(0, true)));
  }

  /** Doubles of a repeated field, one by itself or many packed. */
  doubles(into: number[]): void {
    this.each(FIXED64, (it) => into.push(it.raw(8).getFloat64(0, true)));
  }

  private each(wire: number, read: (from: WireReader) => void): void {
    if (this.wire !== BYTES) {
      this.expect(wire);
      read(this);
      return;
    }
    const inner = this.message();
    while (inner.at < inner.bytes.length) read(inner);
  }

  private expect(wire: number): void {
    if (this.wire !== wire) throw this.fault(`stores field ${this.field} in another way than expected`);
    this.wire = null;
  }

  private skipValue(wire: number): void {
    this.wire = null;
    if (wire === VARINT) this.rawVarint();
    else if (wire === BYTES) this.rawBytes();
    else this.advance(wire === FIXED64 ? 8 : 4);
  }

  private advance(length: number): number {
    const start = this.at;
    if (!(length >= 0 && length <= this.bytes.length - start)) throw this.fault('is shorter than it says');
    this.at = start + length;
    return start;
  }

  private raw(length: number): DataView {
    const start = this.advance(length);
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + start, length);
  }

  private rawBytes(): Uint8Array {
    const length = this.rawVarint();
    if (typeof length !== 'number') throw this.fault('is shorter than it says');
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Seven bits per byte, the lowest first; ten bytes at most, taken as a signed 64-bit integer. */
  private rawVarint(): number | bigint {
    const parts = [0, 0, 0];
    for (let i = 0; i < 10; i++) {
      const byte = this.bytes[this.advance(1)]!;
      parts[i >> 2]! |= (byte & 127) << (7 * (i & 3));
      if (byte < 128) return this.joined(parts[0]!, parts[1]!, parts[2]!);
    }
    throw this.fault('holds a number that does not end');
  }

  private joined(low: number, middle: number, high: number): number | bigint {
    if (high === 0 && middle < 2 ** 25) return low + middle * 2 ** 28;
    if (high > 255) throw this.fault('holds a number of more than 64 bits');
    const wide = BigInt.asIntN(64, (BigInt(high) << 56n) | (BigInt(middle) << 28n) | BigInt(low));
    const near = Number(wide);
    return Number.isSafeInteger(near) ? near : wide;
  }
}
