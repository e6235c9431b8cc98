import { type ByteSource, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';

/** Messages inside messages; protobuf's own readers stop at the same depth. */
const MAX_DEPTH = 100;
const MAX_TEXT = 2 ** 20;
/** Fields that one file may make us look at: two bytes are enough for one. */
const MAX_FIELDS = 20_000_000;
/** A number and a length of ten bytes each. */
const MAX_HEADER = 20;

/** How a value is stored (Protocol Buffers, Encoding). Groups are refused: nothing that we read has any. */
export type Wire = 'varint' | 'fixed64' | 'bytes' | 'fixed32';
const WIRES: Readonly<Record<number, Wire>> = { 0: 'varint', 1: 'fixed64', 2: 'bytes', 5: 'fixed32' };

/** One field of a message: its number, and where its value lies in the file. */
export interface RangedField {
  readonly number: number;
  readonly wire: Wire;
  /** Of a `varint`, taken as a signed 64-bit integer. */
  readonly value: bigint;
  readonly at: number;
  readonly length: number;
}

/**
 * A protobuf message that stays in its file: fields are found one after the other, and only those that somebody asks for are
 * read. For messages that hold the values of whole models. A damaged one throws `ReadError('corrupt')` with its place.
 */
export class MessageRange {
  readonly source: ByteSource;
  readonly at: number;
  readonly length: number;
  private readonly what: string;
  private readonly depth: number;
  private readonly seen: { fields: number };

  /** `what` names the message in errors; `seen` counts for the whole file. */
  constructor(
    source: ByteSource,
    at: number,
    length: number,
    what: string,
    depth = 0,
    seen: { fields: number } = { fields: 0 },
  ) {
    this.source = source;
    this.at = at;
    this.length = length;
    this.what = what;
    this.depth = depth;
    this.seen = seen;
  }

  /** The refusal for this message; the caller throws it. */
  fault(problem: string, at = this.at): ReadError {
    return new ReadError(
      'corrupt',
      `The file is damaged: ${this.what} ${problem}.`,
      `byte ${formatCount(at)}`,
    );
  }

  *fields(): Generator<RangedField> {
    const end = this.at + this.length;
    for (let at = this.at; at < end; ) {
      const field = fieldAt(this.source, at, end);
      if (field === null) throw this.fault('has a field that cannot be read', at);
      if (field.length > end - field.at) throw this.tooLong(field, end);
      this.seen.fields += 1;
      if (this.seen.fields > MAX_FIELDS)
        throw new ReadError('too-large', `The file has more than ${formatCount(MAX_FIELDS)} fields.`);
      yield field;
      at = field.at + field.length;
    }
  }

  /** The message in a field; `what` names it in errors. */
  message(field: RangedField, what: string): MessageRange {
    if (this.depth >= MAX_DEPTH) throw this.fault(`nests messages more than ${MAX_DEPTH} deep`);
    this.expect(field, 'bytes');
    return new MessageRange(this.source, field.at, field.length, what, this.depth + 1, this.seen);
  }

  text(field: RangedField): string {
    this.expect(field, 'bytes');
    if (field.length > MAX_TEXT)
      throw this.fault(`holds a text of ${formatCount(field.length)} bytes`, field.at);
    try {
      return UTF8.decode(this.source.view(field.at, field.length));
    } catch (error) {
      if (error instanceof ReadError) throw error;
      throw this.fault('holds a name that is no text', field.at);
    }
  }

  /** An integer that has to be a plain number: a size, a kind, a version. */
  int(field: RangedField): number {
    this.expect(field, 'varint');
    const value = Number(field.value);
    if (Number.isSafeInteger(value)) return value;
    throw this.fault('holds an impossible number', field.at);
  }

  /** The integers of a repeated field, one by itself or many packed, as signed 64-bit ones. */
  wholes(field: RangedField): bigint[] {
    if (field.wire !== 'bytes') {
      this.expect(field, 'varint');
      return [field.value];
    }
    const bytes = this.source.view(field.at, field.length);
    const values: bigint[] = [];
    for (let at = 0; at < bytes.length; ) {
      const found = varint(bytes, at);
      if (found === null) throw this.fault('holds a number that does not end', field.at + at);
      values.push(BigInt.asIntN(64, found.value));
      at += found.size;
    }
    return values;
  }

  /** Refuses a field that is stored in another way. */
  expect(field: RangedField, wire: Wire): void {
    if (field.wire !== wire)
      throw this.fault(`stores field ${field.number} in another way than expected`, field.at);
  }

  private tooLong(field: RangedField, end: number): ReadError {
    if (end < this.source.size || this.depth > 0) return this.fault('is shorter than it says', field.at);
    return new ReadError(
      'truncated',
      `\`${this.source.name}\` ends after ${formatCount(end)} of at least ${formatCount(field.at + field.length)} bytes. The download may be incomplete.`,
      `byte ${formatCount(field.at)}`,
    );
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The field that begins at `at`, wherever it ends; `null` where no field can begin there. */
export function fieldAt(source: ByteSource, at: number, end: number): RangedField | null {
  const bytes = source.view(at, Math.min(MAX_HEADER, end - at));
  const tag = varint(bytes, 0);
  const wire = tag === null ? undefined : WIRES[Number(tag.value & 7n)];
  if (tag === null || wire === undefined || tag.value < 8n || tag.value >= 2n ** 32n) return null;
  const number = Number(tag.value >> 3n);
  const start = at + tag.size;
  if (wire === 'fixed32' || wire === 'fixed64')
    return { number, wire, value: 0n, at: start, length: wire === 'fixed32' ? 4 : 8 };
  const value = varint(bytes, tag.size);
  if (value === null) return null;
  if (wire === 'varint')
    return { number, wire, value: BigInt.asIntN(64, value.value), at: start, length: value.size };
  const length = Number(value.value);
  return Number.isSafeInteger(length) ? { number, wire, value: 0n, at: start + value.size, length } : null;
}

/** Seven bits per byte, the lowest first; ten bytes at most. */
function varint(bytes: Uint8Array, at: number): { readonly value: bigint; readonly size: number } | null {
  let value = 0n;
  for (let i = 0; i < 10 && at + i < bytes.length; i++) {
    const byte = bytes[at + i] as number;
    value |= BigInt(byte & 127) << BigInt(7 * i);
    if (byte < 128) return value < 2n ** 64n ? { value, size: i + 1 } : null;
  }
  return null;
}
