import { ReadError } from '../../../../model/index.ts';
import type { Cursor } from '../../Cursor.ts';
import { formatCount } from '../../formatCount.ts';
import type { FileSpace } from '../file/FileSpace.ts';
import { MESSAGE } from '../messages/Message.ts';
import { readDataspace } from '../messages/readDataspace.ts';
import { readDatatype } from '../messages/readDatatype.ts';
import { readShared } from '../messages/readShared.ts';
import type { AttributeValue } from '../types.ts';
import { valueDecoder } from './decodeValues.ts';

/** Text and numbers of one attribute, in characters or bytes: more than any `model_config` that was seen. */
const MAX_BYTES = 32 * 1024 * 1024;

/** An attribute whose name is known and whose value waits. */
export interface RawAttribute {
  readonly name: string;
  /** Decodes the value. Throws `ReadError` when it is damaged or larger than 32 MB. */
  value(): AttributeValue;
}

/** Reads an attribute message, versions 1 to 3. HDF5 File Format Specification, section IV.A.2.m. */
export function readAttribute(space: FileSpace, message: Cursor): RawAttribute {
  const version = message.u8();
  if (version < 1 || version > 3) throw message.fault('has an attribute of an unknown version');
  const stated = message.u8();
  const flags = version === 1 ? 0 : stated;
  const sizes = [message.u16(), message.u16(), message.u16()] as const;
  if (version === 3) message.skip(1);
  const [nameSize, typeSize, spaceSize] = version === 1 ? padded(sizes) : sizes;
  const name = message.text(nameSize);
  const type = message.sub(typeSize);
  const extent = message.sub(spaceSize);
  const data = message.sub(message.left, `attribute “${name}”`);
  return {
    name,
    value: () =>
      decode(
        space,
        flags & 1 ? readShared(space, again(type), MESSAGE.datatype) : again(type),
        flags & 2 ? readShared(space, again(extent), MESSAGE.dataspace) : again(extent),
        again(data),
      ),
  };
}

function padded(sizes: readonly [number, number, number]): readonly [number, number, number] {
  const up = (size: number): number => Math.ceil(size / 8) * 8;
  return [up(sizes[0]), up(sizes[1]), up(sizes[2])];
}

/** The same piece, from its start. */
function again(cursor: Cursor): Cursor {
  cursor.at = 0;
  return cursor;
}

function decode(space: FileSpace, typeAt: Cursor, extentAt: Cursor, data: Cursor): AttributeValue {
  const type = readDatatype(typeAt);
  const { shape, count, isNull } = readDataspace(extentAt, space.lengthSize);
  if (count * type.size > data.left) throw data.fault('is shorter than its shape');
  const next = valueDecoder(type, space);
  if (next === null) return data.take(count * type.size).slice();
  if (shape.length === 0 && !isNull) return next(data);
  const values: (string | number | bigint)[] = [];
  let length = 0;
  for (let i = 0; i < count; i++) {
    const value = next(data);
    length += typeof value === 'string' ? value.length : type.size;
    if (length > MAX_BYTES) throw tooLarge(data.what, length);
    values.push(value);
  }
  return values as AttributeValue;
}

function tooLarge(what: string, length: number): ReadError {
  return new ReadError('too-large', `${what} holds more than ${formatCount(length - 1)} bytes.`);
}
