import { ReadError } from '../../../../model/index.ts';
import type { ChunkIndex } from '../messages/readLayout.ts';
import type { Chunk, ChunkedStorage } from './Chunk.ts';
import { checkChunkCount } from './checkChunkCount.ts';
import { chunkPlace } from './chunkPlace.ts';
import { readBTree1Chunks } from './readBTree1Chunks.ts';
import { readBTree2Chunks } from './readBTree2Chunks.ts';
import { readExtensibleArray } from './readExtensibleArray.ts';
import { readFixedArray } from './readFixedArray.ts';

type Indexes = {
  readonly [K in ChunkIndex['kind']]: (
    storage: ChunkedStorage,
    index: Extract<ChunkIndex, { kind: K }>,
  ) => Chunk[];
};

const READ: Indexes = {
  'b-tree-1': readBTree1Chunks,
  'b-tree-2': readBTree2Chunks,
  'fixed-array': readFixedArray,
  'extensible-array': readExtensibleArray,
  single: ({ address, shape, chunkBytes }, { filtered }) => [
    {
      place: shape.map(() => 0),
      address,
      byteLength: filtered?.size ?? chunkBytes,
      mask: filtered?.mask ?? 0,
    },
  ],
  implicit: readImplicit,
};

/**
 * The chunks that were written, inside the dataset's extent. Throws `ReadError('corrupt')` for one that is listed twice or
 * lies outside of the file.
 */
export function listChunks(storage: ChunkedStorage, index: ChunkIndex): Chunk[] {
  const chunks = READ[index.kind](storage, index as never).filter((chunk) => isInside(storage, chunk));
  const seen = new Set<string>();
  for (const { place, address, byteLength } of chunks) {
    storage.space.check(address, byteLength, 'a chunk');
    seen.add(place.join());
  }
  if (seen.size === chunks.length) return chunks;
  throw new ReadError('corrupt', 'The file is damaged: a dataset lists a chunk twice.');
}

function isInside({ shape, chunkShape }: ChunkedStorage, { place }: Chunk): boolean {
  return shape.every((size, axis) => place[axis]! * chunkShape[axis]! < size);
}

/** Chunks one after the other, without an index. HDF5 File Format Specification, section VII.B. */
function readImplicit(storage: ChunkedStorage): Chunk[] {
  const { space, address, shape, limits, chunkShape, chunkBytes } = storage;
  const count = shape.reduce(
    (all, size, axis) => all * Math.ceil((limits[axis] ?? size) / chunkShape[axis]!),
    1,
  );
  checkChunkCount(count);
  space.check(address, count * chunkBytes, 'the chunks of a dataset');
  const placeOf = chunkPlace(storage);
  return Array.from({ length: count }, (_, number) => ({
    place: placeOf(number),
    address: address + number * chunkBytes,
    byteLength: chunkBytes,
    mask: 0,
  }));
}
