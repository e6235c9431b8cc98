import { type ByteSource, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';

/** Tables that one file may make us look at: a small file can name one table any number of times. */
const MAX_TABLES = 4_000_000;
const MAX_TEXT = 2 ** 20;
/** Bytes of names and lists that are read at most, for the same reason. */
const MAX_BYTES = 2 ** 29;

/** A file, and how much of it was looked at. */
interface Flat {
  readonly source: ByteSource;
  tables: number;
  bytes: number;
}

/** A vector: where its first element lies, and how many there are. */
export interface FlatVector {
  readonly at: number;
  readonly count: number;
}

/**
 * One table of a FlatBuffer (FlatBuffers, Internals). Fields are asked for by their number in the schema; one that the file
 * leaves out has its default. Every offset, length and table is checked against the file before it is followed: what lies
 * outside throws `ReadError('corrupt')` with its place.
 */
export class FlatTable {
  private readonly flat: Flat;
  private readonly what: string;
  private readonly at: number;
  private readonly vtable: number;
  private readonly slots: number;

  private constructor(flat: Flat, at: number, what: string) {
    this.flat = flat;
    this.what = what;
    this.at = at;
    flat.tables += 1;
    if (flat.tables > MAX_TABLES)
      throw new ReadError('too-large', `The file refers to more than ${formatCount(MAX_TABLES)} tables.`);
    this.vtable = at - this.i32At(at);
    const [size, room] = [this.u16At(this.vtable), this.u16At(this.vtable + 2)];
    if (size < 4 || size % 2 !== 0 || this.vtable + size > flat.source.size)
      throw this.fault('has an impossible layout');
    if (at + room > flat.source.size) throw this.fault('runs past the end of the file');
    this.slots = (size - 4) / 2;
  }

  /** The table that the file begins with. */
  static root(source: ByteSource, what: string): FlatTable {
    if (source.size < 8)
      throw new ReadError('truncated', `\`${source.name}\` ends after ${source.size} bytes.`);
    const [a = 0, b = 0, c = 0, d = 0] = source.view(0, 4);
    return new FlatTable({ source, tables: 0, bytes: 0 }, a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24, what);
  }

  /** The refusal for this table; the caller throws it. */
  fault(problem: string): ReadError {
    return new ReadError(
      'corrupt',
      `The file is damaged: ${this.what} ${problem}.`,
      `byte ${formatCount(this.at)}`,
    );
  }

  /** Whether the file states this field. */
  has(field: number): boolean {
    return this.fieldAt(field) !== 0;
  }

  u8(field: number): number {
    const at = this.fieldAt(field);
    return at === 0 ? 0 : (this.bytes(at, 1)[0] as number);
  }

  i8(field: number): number {
    return (this.u8(field) << 24) >> 24;
  }

  i32(field: number): number {
    const at = this.fieldAt(field);
    return at === 0 ? 0 : this.i32At(at);
  }

  f32(field: number): number {
    const at = this.fieldAt(field);
    return at === 0 ? 0 : this.view(at, 4).getFloat32(0, true);
  }

  u32(field: number): number {
    return this.i32(field) >>> 0;
  }

  /** A 64-bit size or offset; what no file reaches is refused. */
  u64(field: number): number {
    const at = this.fieldAt(field);
    if (at === 0) return 0;
    const value = this.view(at, 8).getBigUint64(0, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.fault('holds an impossible size');
    return Number(value);
  }

  /** A text; empty where the file has none. */
  text(field: number): string {
    const vector = this.vector(field, 1);
    if (vector === null) return '';
    if (vector.count > MAX_TEXT) throw this.fault(`holds a name of ${formatCount(vector.count)} bytes`);
    const bytes = this.listed(vector.at, vector.count);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw this.fault('holds a name that is no text');
    }
  }

  /** Where a vector of elements of `size` bytes lies; `null` where the file has none. */
  vector(field: number, size: number): FlatVector | null {
    const at = this.fieldAt(field);
    if (at === 0) return null;
    const start = this.follow(at);
    const count = this.u32At(start);
    if (count * size > this.flat.source.size - start - 4)
      throw this.fault(`lists ${formatCount(count)} elements, more than the file holds`);
    return { at: start + 4, count };
  }

  /** Signed 32-bit integers. */
  ints(field: number): number[] {
    return this.numbers(field, 4, (view, at) => view.getInt32(at, true));
  }

  floats(field: number): number[] {
    return this.numbers(field, 4, (view, at) => view.getFloat32(at, true));
  }

  /** 64-bit integers; those that a double cannot hold are refused. */
  longs(field: number): number[] {
    return this.numbers(field, 8, (view, at) => {
      const value = Number(view.getBigInt64(at, true));
      if (!Number.isSafeInteger(value)) throw this.fault('holds an impossible number');
      return value;
    });
  }

  /** The tables of a vector, in order; `what` names them in errors. */
  tables(field: number, what: string): FlatTable[] {
    const vector = this.vector(field, 4);
    if (vector === null) return [];
    return Array.from(
      { length: vector.count },
      (_, i) => new FlatTable(this.flat, this.follow(vector.at + 4 * i), `${what} ${i}`),
    );
  }

  /** The table of a field, `null` where the file has none. */
  table(field: number, what: string): FlatTable | null {
    const at = this.fieldAt(field);
    return at === 0 ? null : new FlatTable(this.flat, this.follow(at), what);
  }

  private fieldAt(field: number): number {
    if (field >= this.slots) return 0;
    const offset = this.u16At(this.vtable + 4 + 2 * field);
    return offset === 0 ? 0 : this.at + offset;
  }

  /** Offsets are unsigned and count from where they stand. */
  private follow(at: number): number {
    const offset = this.u32At(at);
    if (offset === 0) throw this.fault('points at itself');
    return at + offset;
  }

  private numbers(field: number, size: number, read: (view: DataView, at: number) => number): number[] {
    const vector = this.vector(field, size);
    if (vector === null) return [];
    const bytes = this.listed(vector.at, vector.count * size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({ length: vector.count }, (_, i) => read(view, i * size));
  }

  private listed(at: number, length: number): Uint8Array {
    this.flat.bytes += length;
    if (this.flat.bytes > MAX_BYTES)
      throw new ReadError(
        'too-large',
        `The file refers to more than ${formatCount(MAX_BYTES)} bytes of lists.`,
      );
    return this.bytes(at, length);
  }

  private u16At(at: number): number {
    return this.view(at, 2).getUint16(0, true);
  }

  private u32At(at: number): number {
    return this.view(at, 4).getUint32(0, true);
  }

  private i32At(at: number): number {
    return this.view(at, 4).getInt32(0, true);
  }

  private view(at: number, length: number): DataView {
    const bytes = this.bytes(at, length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  private bytes(at: number, length: number): Uint8Array {
    const { source } = this.flat;
    if (!(at >= 0 && length <= source.size - at))
      throw this.fault('points behind the end of the file, which may be incomplete');
    return source.view(at, length);
  }
}
