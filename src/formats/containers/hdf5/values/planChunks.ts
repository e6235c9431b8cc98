import { ReadError } from '../../../../model/index.ts';
import type { Chunk } from '../chunks/Chunk.ts';
import { listChunks } from '../chunks/listChunks.ts';
import type { Layout } from '../messages/readLayout.ts';
import type { DatasetPlan } from './DatasetPlan.ts';

type Chunked = Extract<Layout, { kind: 'chunked' }>;

const MAX_CHUNK_BYTES = 1024 ** 3;

/** The chunks of a dataset, and how large each is without filters, in bytes. */
export interface ChunkPlan {
  readonly chunks: readonly Chunk[];
  readonly chunkBytes: number;
}

/** Reads the chunk index of a dataset. Throws `ReadError` when chunks and dataset do not fit together. */
export function planChunks(plan: DatasetPlan, layout: Chunked): ChunkPlan {
  const { space, shape, limits, element, path } = plan;
  const { chunkShape, elementSize, address } = layout;
  const chunkBytes = chunkShape.reduce((product, size) => product * size, elementSize);
  if (elementSize !== element.size || chunkShape.length !== shape.length) {
    throw new ReadError(
      'corrupt',
      `The file is damaged: the chunks of \`${path}\` do not fit its shape.`,
      path,
    );
  }
  if (chunkBytes > MAX_CHUNK_BYTES) {
    throw new ReadError('too-large', `\`${path}\` is stored in chunks of more than 1 GiB.`, path);
  }
  if (address === null || plan.byteLength === 0) return { chunks: [], chunkBytes };
  const chunks = listChunks({ space, address, shape, limits, chunkShape, chunkBytes }, layout.index);
  return { chunks, chunkBytes };
}
