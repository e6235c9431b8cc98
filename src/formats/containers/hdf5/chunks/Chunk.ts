import type { Shape } from '../../../../model/index.ts';
import type { FileSpace } from '../file/FileSpace.ts';

/** One stored chunk of a dataset. */
export interface Chunk {
  /** Which chunk it is, counted along each axis. */
  readonly place: readonly number[];
  readonly address: number;
  /** Bytes in the file, after filters. */
  readonly byteLength: number;
  /** Filters that were skipped, bit 0 for the first. */
  readonly mask: number;
}

/** What the indexes need to know about a chunked dataset. */
export interface ChunkedStorage {
  readonly space: FileSpace;
  /** Where the index is; for a single chunk, where the chunk is. */
  readonly address: number;
  readonly shape: Shape;
  /** Largest extent; `null` is unlimited. */
  readonly limits: readonly (number | null)[];
  readonly chunkShape: Shape;
  /** Bytes of a chunk without filters. */
  readonly chunkBytes: number;
}
