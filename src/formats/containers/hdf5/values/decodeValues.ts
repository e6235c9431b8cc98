import type { Cursor } from '../../Cursor.ts';
import { decodeUtf8 } from '../../decodeUtf8.ts';
import type { FileSpace } from '../file/FileSpace.ts';
import type { Datatype } from '../messages/readDatatype.ts';
import { globalHeapObject } from './globalHeap.ts';
import { trimText } from './trimText.ts';

type Value = string | number | bigint;
type Decode = (data: Cursor) => Value;

/**
 * Reads values of an attribute one by one: text as strings, always as UTF-8 whatever the file calls it; numbers as numbers,
 * 64-bit integers as bigint where a number would round. `null` for types without such a form.
 */
export function valueDecoder(type: Datatype, space: FileSpace): Decode | null {
  if (type.kind === 'text') return (data) => trimText(data.take(type.size), type.padding);
  if (type.kind === 'heap-text') return (data) => heapText(space, data);
  if (type.kind === 'enum') return valueDecoder(type.base, space);
  if (type.kind === 'integer') return integerDecoder(type.size, type.signed, type.bigEndian);
  if (type.kind === 'float') return floatDecoder(type.size, type.exponentBits, type.bigEndian);
  return null;
}

/** Length, address of the collection and index in it; section IV.A.2.d, "Variable-length types". */
function heapText(space: FileSpace, data: Cursor): string {
  const length = data.u32();
  const address = data.address(space.offsetSize);
  const index = data.u32();
  if (length === 0 || address === null || address === 0) return '';
  const bytes = globalHeapObject(space, address, index).subarray(0, length);
  const end = bytes.indexOf(0);
  return decodeUtf8(bytes, 0, end < 0 ? bytes.length : end);
}

function viewOf(data: Cursor, length: number): DataView {
  const bytes = data.take(length);
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

type Get = (view: DataView, little: boolean) => Value;

const INTEGERS: Readonly<Record<string, Get>> = {
  '1s': (view) => view.getInt8(0),
  '1u': (view) => view.getUint8(0),
  '2s': (view, little) => view.getInt16(0, little),
  '2u': (view, little) => view.getUint16(0, little),
  '4s': (view, little) => view.getInt32(0, little),
  '4u': (view, little) => view.getUint32(0, little),
  '8s': (view, little) => exact(view.getBigInt64(0, little)),
  '8u': (view, little) => exact(view.getBigUint64(0, little)),
};

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function integerDecoder(size: number, signed: boolean, bigEndian: boolean): Decode | null {
  const get = INTEGERS[`${size}${signed ? 's' : 'u'}`];
  return get === undefined ? null : (data) => get(viewOf(data, size), !bigEndian);
}

const FLOATS: Readonly<Record<string, Get>> = {
  '8/11': (view, little) => view.getFloat64(0, little),
  '4/8': (view, little) => view.getFloat32(0, little),
};

function floatDecoder(size: number, exponentBits: number, bigEndian: boolean): Decode | null {
  const get = FLOATS[`${size}/${exponentBits}`];
  return get === undefined ? null : (data) => get(viewOf(data, size), !bigEndian);
}
