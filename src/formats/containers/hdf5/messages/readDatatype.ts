import type { Cursor } from '../../Cursor.ts';

/** How the unused end of a fixed-length string is filled. */
export type Padding = 'null-terminated' | 'null-padded' | 'space-padded';

/** A datatype as the file describes it; `size` is in bytes. */
export type Datatype =
  | { readonly kind: 'integer'; readonly size: number; readonly signed: boolean; readonly bigEndian: boolean }
  | {
      readonly kind: 'float';
      readonly size: number;
      readonly bigEndian: boolean;
      readonly exponentBits: number;
      readonly mantissaBits: number;
      readonly bias: number;
    }
  | { readonly kind: 'text'; readonly size: number; readonly padding: Padding }
  | { readonly kind: 'heap-text'; readonly size: number }
  | { readonly kind: 'opaque'; readonly size: number }
  | {
      readonly kind: 'enum';
      readonly size: number;
      readonly base: Datatype;
      readonly names: readonly string[];
    }
  | { readonly kind: 'pair'; readonly size: number; readonly part: Datatype }
  | { readonly kind: 'other'; readonly size: number; readonly name: string };

const MAX_DEPTH = 8;
const MAX_MEMBERS = 1_000;

type Read = (cursor: Cursor, head: Head) => Datatype;

interface Head {
  readonly version: number;
  /** The 24 bits whose meaning depends on the class. */
  readonly bits: number;
  readonly size: number;
  readonly depth: number;
}

/**
 * Reads a datatype message, versions 1 to 5. HDF5 File Format Specification, section IV.A.2.d. Types without a meaning for
 * weights come back as `other`, by name; their description is not read on.
 */
export function readDatatype(cursor: Cursor, depth = 0): Datatype {
  const first = cursor.u8();
  const bits = cursor.uint(3);
  const size = cursor.u32();
  const version = first >> 4;
  if (version < 1 || version > 5) throw cursor.fault('has a datatype of an unknown version');
  if (depth > MAX_DEPTH) throw cursor.fault('has datatypes inside each other without end');
  if (size === 0) throw cursor.fault('has a datatype without a size');
  const read = CLASSES[first & 15];
  if (read === undefined) throw cursor.fault(`has a datatype of the unknown class ${first & 15}`);
  return read(cursor, { version, bits, size, depth });
}

const CLASSES: readonly Read[] = [
  readInteger,
  readFloat,
  other('times'),
  (_, { bits, size }) => ({ kind: 'text', size, padding: PADDINGS[bits & 15] ?? 'null-terminated' }),
  other('bit fields'),
  (_, { size }) => ({ kind: 'opaque', size }),
  readCompound,
  other('references'),
  readEnum,
  (_, { bits, size }) => ((bits & 15) === 1 ? { kind: 'heap-text', size } : lists(size)),
  other('arrays as elements'),
  (cursor, { size, depth }) => ({ kind: 'pair', size, part: readDatatype(cursor, depth + 1) }),
];

/** By the number that stands in the file, `H5T_str_t`. */
export const PADDINGS: readonly Padding[] = ['null-terminated', 'null-padded', 'space-padded'];

function other(name: string): Read {
  return (_, { size }) => ({ kind: 'other', size, name });
}

function lists(size: number): Datatype {
  return { kind: 'other', size, name: 'lists of varying length' };
}

function readInteger(cursor: Cursor, { bits, size }: Head): Datatype {
  const offset = cursor.u16();
  const precision = cursor.u16();
  if (offset !== 0 || precision !== size * 8)
    return { kind: 'other', size, name: `${precision}-bit integers` };
  return { kind: 'integer', size, signed: (bits & 8) !== 0, bigEndian: (bits & 1) !== 0 };
}

function readFloat(cursor: Cursor, { bits, size }: Head): Datatype {
  const offset = cursor.u16();
  const precision = cursor.u16();
  cursor.skip(1);
  const exponentBits = cursor.u8();
  cursor.skip(1);
  const mantissaBits = cursor.u8();
  const bias = cursor.u32();
  const isVax = (bits & 0x40) !== 0;
  if (isVax || offset !== 0 || precision !== size * 8) {
    return { kind: 'other', size, name: isVax ? 'VAX floats' : `${precision}-bit floats` };
  }
  return { kind: 'float', size, bigEndian: (bits & 1) !== 0, exponentBits, mantissaBits, bias };
}

/** Two equal floats in a row, as h5py writes complex numbers (`r`, `i`), are a pair; anything else is `other`. */
function readCompound(cursor: Cursor, { bits, size, version, depth }: Head): Datatype {
  const record: Datatype = { kind: 'other', size, name: 'records' };
  if ((bits & 0xffff) !== 2) return record;
  const r = readMember(cursor, version, size, depth);
  if (r.name !== 'r' || r.at !== 0 || r.type.kind !== 'float') return record;
  const i = readMember(cursor, version, size, depth);
  const isPair = i.name === 'i' && i.at === size / 2 && sameFloat(r.type, i.type);
  return isPair ? { kind: 'pair', size, part: r.type } : record;
}

interface Member {
  readonly name: string;
  readonly at: number;
  readonly type: Datatype;
}

function readMember(cursor: Cursor, version: number, size: number, depth: number): Member {
  const name = readName(cursor, version);
  const at = cursor.uint(version < 3 ? 4 : widthOf(size));
  if (version === 1) cursor.skip(28);
  return { name, at, type: readDatatype(cursor, depth + 1) };
}

function sameFloat(a: Datatype, b: Datatype): boolean {
  return a.kind === 'float' && b.kind === 'float' && a.size === b.size && a.bigEndian === b.bigEndian;
}

/** Bytes that a member's offset takes since version 3: as many as the size of the whole needs. */
function widthOf(size: number): number {
  return size < 0x100 ? 1 : size < 0x1_0000 ? 2 : size < 0x100_0000 ? 3 : 4;
}

function readEnum(cursor: Cursor, { bits, size, version, depth }: Head): Datatype {
  const base = readDatatype(cursor, depth + 1);
  const count = bits & 0xffff;
  if (count > MAX_MEMBERS) return { kind: 'other', size, name: 'enumerations' };
  const names = Array.from({ length: count }, () => readName(cursor, version));
  return { kind: 'enum', size, base, names };
}

/** NUL-terminated; up to version 2 padded to a multiple of eight bytes. */
function readName(cursor: Cursor, version: number): string {
  const end = cursor.bytes.indexOf(0, cursor.at);
  if (end < 0) throw cursor.fault('has a name without an end');
  const length = end + 1 - cursor.at;
  const name = cursor.text(length);
  if (version < 3) cursor.skip(Math.min(cursor.left, (8 - (length % 8)) % 8));
  return name;
}
