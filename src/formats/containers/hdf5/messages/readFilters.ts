import type { Cursor } from '../../Cursor.ts';

const MAX_FILTERS = 32;

/** One step that a chunk went through when it was written. */
export interface Filter {
  readonly id: number;
  /** `deflate`, `shuffle` …; the file's own name, or the number, for those that are not registered with us. */
  readonly name: string;
  readonly parameters: readonly number[];
}

/** Registered filters, by number: portal.hdfgroup.org, "Registered Filter Plugins". */
const NAMES: Readonly<Record<number, string>> = {
  1: 'deflate',
  2: 'shuffle',
  3: 'fletcher32',
  4: 'szip',
  5: 'nbit',
  6: 'scaleoffset',
  307: 'bzip2',
  32000: 'lzf',
  32001: 'blosc',
  32004: 'lz4',
  32008: 'bitshuffle',
  32013: 'zfp',
  32015: 'zstd',
  32026: 'blosc2',
};

/** Reads a filter pipeline message, versions 1 and 2. HDF5 File Format Specification, section IV.A.2.l. */
export function readFilters(cursor: Cursor): Filter[] {
  const version = cursor.u8();
  const count = cursor.u8();
  if ((version !== 1 && version !== 2) || count > MAX_FILTERS)
    throw cursor.fault('has an unknown list of filters');
  if (version === 1) cursor.skip(6);
  return Array.from({ length: count }, () => readFilter(cursor, version));
}

function readFilter(cursor: Cursor, version: number): Filter {
  const id = cursor.u16();
  const nameLength = version === 1 || id >= 256 ? cursor.u16() : 0;
  cursor.skip(2);
  const count = cursor.u16();
  const padded = version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength;
  const stated = cursor.text(padded);
  const parameters = Array.from({ length: count }, () => cursor.u32());
  if (version === 1 && count % 2 === 1) cursor.skip(4);
  return { id, name: NAMES[id] ?? (stated || `filter ${id}`), parameters };
}
