import { type Shape, sizeOf, tfDataTypeOf } from '../../../model/index.ts';
import { type Fields, readFields, WireReader } from '../protobuf/index.ts';
import type { BundleEntry, Slice } from './BundleEntry.ts';

const MAX_RANK = 32;
/** Elements of one tensor. */
const MAX_ELEMENTS = 2 ** 40;
const MAX_SLICES = 4096;

type Draft = { -readonly [key in keyof BundleEntry]: BundleEntry[key] } & { readonly slices: Slice[] };

const ENTRY: Fields<Draft> = {
  1: (it, from) => {
    it.dtype = tfDataTypeOf(from.int());
  },
  2: (it, from) => {
    it.shape = readShape(from.message('the shape of a tensor'));
  },
  3: (it, from) => {
    it.shard = size(from);
  },
  4: (it, from) => {
    it.offset = size(from);
  },
  5: (it, from) => {
    it.size = size(from);
  },
  6: (it, from) => {
    it.crc = from.fixed32();
  },
  7: (it, from) => {
    if (it.slices.length >= MAX_SLICES) throw from.fault(`lists more than ${MAX_SLICES} parts`);
    it.slices.push(readSlice(from.message('a part of a tensor')));
  },
};

/** Reads the entry of a tensor. Numbers that are left out are 0, a shape that is left out is a scalar's. */
export function readBundleEntry(bytes: Uint8Array, key: string): BundleEntry {
  const from = new WireReader(bytes, `the index entry of ${key}`);
  const draft: Draft = { dtype: 'invalid', shape: [], shard: 0, offset: 0, size: 0, crc: 0, slices: [] };
  return readFields(from, ENTRY, draft);
}

function size(from: WireReader): number {
  const value = from.int();
  if (value < 0) throw from.fault('holds a negative size');
  return value;
}

function readShape(from: WireReader): Shape {
  const axes: number[] = [];
  while (from.next()) {
    if (from.field === 3 && from.bool()) throw from.fault('is not known');
    if (from.field !== 2) continue;
    if (axes.length >= MAX_RANK) throw from.fault(`has more than ${MAX_RANK} axes`);
    let axis = 0;
    const inner = from.message();
    while (inner.next()) if (inner.field === 1) axis = size(inner);
    axes.push(axis);
  }
  // Axes one by one, so that a zero hides no product that cannot be.
  if (axes.some((axis) => axis > MAX_ELEMENTS) || sizeOf(axes) > MAX_ELEMENTS)
    throw from.fault('is larger than any tensor');
  return axes;
}

/** An extent without a length is the whole axis: −1. */
function readSlice(from: WireReader): Slice {
  const [starts, lengths]: [number[], number[]] = [[], []];
  while (from.next()) {
    if (from.field !== 1) continue;
    if (starts.length >= MAX_RANK) throw from.fault(`has more than ${MAX_RANK} axes`);
    const extent = from.message();
    let [start, length] = [0, -1];
    while (extent.next()) {
      if (extent.field === 1) start = size(extent);
      else if (extent.field === 2) length = size(extent);
    }
    starts.push(start);
    lengths.push(length);
  }
  return { starts, lengths };
}
