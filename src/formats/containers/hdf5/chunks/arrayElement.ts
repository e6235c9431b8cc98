import type { Cursor } from '../../Cursor.ts';
import type { Chunk, ChunkedStorage } from './Chunk.ts';
import { checkChunkCount } from './checkChunkCount.ts';
import type { PlaceOf } from './chunkPlace.ts';

/** Reads the entry of chunk number `number` in an array index; `null` when that chunk was never written. */
export type ReadElement = (cursor: Cursor, number: number) => Chunk | null;

const PLAIN = 0;
const MASK_BYTES = 4;

/**
 * Entries of fixed and extensible arrays: an address, and for filtered chunks (client 1) their stored size and filter
 * mask. `size` is the length of an entry in bytes. HDF5 File Format Specification, sections VII.C and VII.D.
 */
export function arrayElement(
  storage: ChunkedStorage,
  placeOf: PlaceOf,
  client: number,
  size: number,
): ReadElement {
  const { offsetSize } = storage.space;
  const lengthWidth = size - offsetSize - MASK_BYTES;
  let found = 0;
  return (cursor, number) => {
    const address = cursor.address(offsetSize);
    const byteLength = client === PLAIN ? storage.chunkBytes : cursor.uint(lengthWidth);
    const mask = client === PLAIN ? 0 : cursor.u32();
    if (address === null) return null;
    checkChunkCount(++found);
    return { place: placeOf(number), address, byteLength, mask };
  };
}

/** Whether an entry of `size` bytes can hold what its client says. */
export function elementFits(client: number, size: number, offsetSize: number): boolean {
  if (client === PLAIN) return size === offsetSize;
  return client === 1 && size > offsetSize + MASK_BYTES && size <= offsetSize + MASK_BYTES + 8;
}
