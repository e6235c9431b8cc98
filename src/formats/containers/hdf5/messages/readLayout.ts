import { ReadError, type Shape } from '../../../../model/index.ts';
import type { Cursor } from '../../Cursor.ts';
import type { FileSpace } from '../file/FileSpace.ts';

/** How the chunks of a dataset are found. The parameters that an index header repeats are left there. */
export type ChunkIndex =
  | { readonly kind: 'b-tree-1' }
  | { readonly kind: 'single'; readonly filtered: { readonly size: number; readonly mask: number } | null }
  | { readonly kind: 'implicit' }
  | { readonly kind: 'fixed-array' }
  | { readonly kind: 'extensible-array' }
  | { readonly kind: 'b-tree-2' };

/** Where the values of a dataset are. `address` is `null` while nothing was written. */
export type Layout =
  | { readonly kind: 'compact'; readonly at: number; readonly byteLength: number }
  | { readonly kind: 'contiguous'; readonly address: number | null; readonly byteLength: number | null }
  | {
      readonly kind: 'chunked';
      readonly address: number | null;
      readonly chunkShape: Shape;
      readonly elementSize: number;
      readonly index: ChunkIndex;
      /** Whether chunks that stick out of the dataset are stored without filters. */
      readonly plainEdges: boolean;
    }
  | { readonly kind: 'virtual' };

/**
 * Reads a data layout message, versions 1 to 4. HDF5 File Format Specification, section IV.A.2.i. `compact.at` counts from
 * the start of the source.
 */
export function readLayout(cursor: Cursor, space: FileSpace): Layout {
  const version = cursor.u8();
  if (version === 1 || version === 2) return readOld(cursor, space);
  if (version === 3 || version === 4) return readNew(cursor, space, version);
  throw new ReadError('unsupported-feature', `Data layout version ${version} of HDF5 is not supported.`);
}

function readOld(cursor: Cursor, space: FileSpace): Layout {
  const rank = cursor.u8();
  const kind = cursor.u8();
  cursor.skip(5);
  const address = kind === 0 ? null : cursor.address(space.offsetSize);
  const dims = Array.from({ length: rank }, () => cursor.u32());
  if (kind === 0) return compact(cursor, cursor.u32());
  if (kind === 1) return { kind: 'contiguous', address, byteLength: null };
  if (kind === 2) return chunked(cursor, dims, address, { kind: 'b-tree-1' }, false);
  throw cursor.fault(`has a layout of the unknown class ${kind}`);
}

function readNew(cursor: Cursor, space: FileSpace, version: number): Layout {
  const kind = cursor.u8();
  if (kind === 0) return compact(cursor, cursor.u16());
  if (kind === 1) {
    const address = cursor.address(space.offsetSize);
    return { kind: 'contiguous', address, byteLength: cursor.uint(space.lengthSize) };
  }
  if (kind === 2) return version === 3 ? readChunked3(cursor, space) : readChunked4(cursor, space);
  if (kind === 3) return { kind: 'virtual' };
  throw cursor.fault(`has a layout of the unknown class ${kind}`);
}

function compact(cursor: Cursor, byteLength: number): Layout {
  const at = cursor.origin + cursor.skip(byteLength);
  return { kind: 'compact', at, byteLength };
}

function readChunked3(cursor: Cursor, space: FileSpace): Layout {
  const rank = cursor.u8();
  const address = cursor.address(space.offsetSize);
  const dims = Array.from({ length: rank }, () => cursor.u32());
  return chunked(cursor, dims, address, { kind: 'b-tree-1' }, false);
}

function readChunked4(cursor: Cursor, space: FileSpace): Layout {
  const flags = cursor.u8();
  const rank = cursor.u8();
  const width = cursor.u8();
  const dims = Array.from({ length: rank }, () => cursor.uint(width));
  const kind = cursor.u8();
  const read = INDEXES[kind];
  if (read === undefined) throw cursor.fault(`has a chunk index of the unknown kind ${kind}`);
  const index = read(cursor, space, flags);
  const address = cursor.address(space.offsetSize);
  return chunked(cursor, dims, address, index, (flags & 1) !== 0);
}

type ReadIndex = (cursor: Cursor, space: FileSpace, flags: number) => ChunkIndex;

const INDEXES: Readonly<Record<number, ReadIndex>> = {
  1: (cursor, space, flags) => {
    const isFiltered = (flags & 2) !== 0;
    return {
      kind: 'single',
      filtered: isFiltered ? { size: cursor.uint(space.lengthSize), mask: cursor.u32() } : null,
    };
  },
  2: () => ({ kind: 'implicit' }),
  3: (cursor) => skipped(cursor, 1, { kind: 'fixed-array' }),
  4: (cursor) => skipped(cursor, 5, { kind: 'extensible-array' }),
  5: (cursor) => skipped(cursor, 6, { kind: 'b-tree-2' }),
};

function skipped(cursor: Cursor, length: number, index: ChunkIndex): ChunkIndex {
  cursor.skip(length);
  return index;
}

/** The last dimension that the file states is the size of an element. */
function chunked(
  cursor: Cursor,
  dims: readonly number[],
  address: number | null,
  index: ChunkIndex,
  plainEdges: boolean,
): Layout {
  const elementSize = dims.at(-1);
  if (elementSize === undefined || dims.length < 2 || dims.includes(0))
    throw cursor.fault('has chunks without a size');
  return { kind: 'chunked', address, chunkShape: dims.slice(0, -1), elementSize, index, plainEdges };
}
