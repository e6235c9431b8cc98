import { walkBTree1 } from '../file/walkBTree1.ts';
import type { Chunk, ChunkedStorage } from './Chunk.ts';
import { checkChunkCount } from './checkChunkCount.ts';

const CHUNK_NODE = 1;

/** Chunks listed in a version 1 B-tree. HDF5 File Format Specification, section III.A.1, node type 1. */
export function readBTree1Chunks({ space, address, chunkShape }: ChunkedStorage): Chunk[] {
  const chunks: Chunk[] = [];
  const keySize = 8 + 8 * (chunkShape.length + 1);
  walkBTree1(space, address, { type: CHUNK_NODE, keySize }, (key, child) => {
    const byteLength = key.u32();
    const mask = key.u32();
    const place = chunkShape.map((size) => {
      const first = key.uint(8);
      if (first % size !== 0) throw key.fault('has a chunk that starts between chunks');
      return first / size;
    });
    chunks.push({ place, address: child, byteLength, mask });
    checkChunkCount(chunks.length);
  });
  return chunks;
}
