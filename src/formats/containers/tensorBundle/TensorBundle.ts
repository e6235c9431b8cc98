import type { ReadNote, Tensor } from '../../../model/index.ts';
import type { BundleEntry } from './BundleEntry.ts';
import type { Block } from './blockParts.ts';

/** A stretch of a shard that holds values. */
export interface Stretch {
  /** Path of the shard in its file set. */
  readonly shard: string;
  readonly offset: number;
  readonly size: number;
}

/** Tensors by name, as TensorFlow's checkpoints hold them (`tensorflow/core/util/tensor_bundle`). */
export interface TensorBundle {
  /** By key, parts of others left out. */
  readonly entries: ReadonlyMap<string, BundleEntry>;
  /** The index, then the shards in their order. */
  readonly paths: readonly string[];
  /** What was passed over. */
  readonly notes: readonly ReadNote[];
  /** Where the values of an entry lie as they are; `null` for texts, parts, swapped bytes and empty tensors. */
  stretchOf(entry: BundleEntry): Stretch | null;
  /** The parts of a tensor that is stored in parts; `null` where they are no blocks of rows, or their bytes are swapped. */
  partsOf(key: string): readonly Block[] | null;
  /** The whole tensor, checked against its checksum. */
  read(key: string): Promise<Tensor>;
}
