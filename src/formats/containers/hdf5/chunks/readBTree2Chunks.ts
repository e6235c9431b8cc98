import { walkBTree2 } from '../file/walkBTree2.ts';
import type { Chunk, ChunkedStorage } from './Chunk.ts';
import { checkChunkCount } from './checkChunkCount.ts';

const PLAIN = 10;
const FILTERED = 11;

/** Chunks listed in a version 2 B-tree. HDF5 File Format Specification, section III.A.2, records of type 10 and 11. */
export function readBTree2Chunks({ space, address, chunkShape, chunkBytes }: ChunkedStorage): Chunk[] {
  const chunks: Chunk[] = [];
  const fixed = space.offsetSize + 4 + 8 * chunkShape.length;
  walkBTree2(space, address, [PLAIN, FILTERED], (record, type) => {
    const child = record.address(space.offsetSize);
    const isFiltered = type === FILTERED;
    const byteLength = isFiltered ? record.uint(Math.max(0, record.bytes.length - fixed)) : chunkBytes;
    const mask = isFiltered ? record.u32() : 0;
    const place = chunkShape.map(() => record.uint(8));
    if (child !== null) chunks.push({ place, address: child, byteLength, mask });
    checkChunkCount(chunks.length);
  });
  return chunks;
}
