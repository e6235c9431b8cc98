import { type StructuredValue, type TfDataType, tfDataTypeOf } from '../../model/index.ts';
import { type Fields, readEntry, readFields, type WireReader } from '../containers/protobuf/index.ts';
import { readShape } from './readShape.ts';

interface Slot {
  value: StructuredValue;
}

const NONE: StructuredValue = { kind: 'none' };

const other =
  (what: string) =>
  (it: Slot): void => {
    it.value = { kind: 'other', what };
  };

const VALUE: Fields<Slot> = {
  1: (it) => {
    it.value = NONE;
  },
  11: other('a number'),
  12: (it, from) => {
    it.value = { kind: 'value', value: zigzag(from.whole()) };
  },
  13: (it, from) => {
    it.value = { kind: 'value', value: from.text() };
  },
  14: (it, from) => {
    it.value = { kind: 'value', value: from.bool() };
  },
  31: other('a shape'),
  32: other('a type'),
  33: (it, from) => {
    it.value = readTensorSpec(from.message());
  },
  34: other('a type specification'),
  35: (it, from) => {
    it.value = readTensorSpec(from.message());
  },
  51: (it, from) => {
    it.value = { kind: 'list', items: readItems(from.message()) };
  },
  52: (it, from) => {
    it.value = { kind: 'tuple', items: readItems(from.message()) };
  },
  53: (it, from) => {
    it.value = { kind: 'dict', entries: readEntries(from.message()) };
  },
  54: other('a named tuple'),
  55: other('a tensor value'),
  56: other('an array'),
};

/** Reads arguments or results of a Python function (`tensorflow/core/protobuf/struct.proto`). */
export function readStructuredValue(from: WireReader): StructuredValue {
  return readFields(from, VALUE, { value: NONE }).value;
}

/** Signed numbers whose sign is the lowest bit. */
function zigzag(value: number | bigint): number | bigint {
  const wide = BigInt.asUintN(64, BigInt(value));
  const signed = wide & 1n ? -(wide >> 1n) - 1n : wide >> 1n;
  const near = Number(signed);
  return Number.isSafeInteger(near) ? near : signed;
}

function readItems(from: WireReader): StructuredValue[] {
  const items: StructuredValue[] = [];
  while (from.next()) if (from.field === 1) items.push(readStructuredValue(from.message()));
  return items;
}

function readEntries(from: WireReader): Map<string, StructuredValue> {
  const entries = new Map<string, StructuredValue>();
  while (from.next())
    if (from.field === 1)
      readEntry(
        from,
        entries,
        (entry) => readStructuredValue(entry.message()),
        () => NONE,
      );
  return entries;
}

function readTensorSpec(from: WireReader): StructuredValue {
  let name = '';
  let dtype: TfDataType = 'invalid';
  let shape: ReturnType<typeof readShape> = [];
  while (from.next()) {
    if (from.field === 1) name = from.text();
    else if (from.field === 2) shape = readShape(from.message());
    else if (from.field === 3) dtype = tfDataTypeOf(from.int());
  }
  return { kind: 'tensor', name, dtype, shape };
}
