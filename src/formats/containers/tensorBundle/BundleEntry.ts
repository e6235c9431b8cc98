import type { Shape, TfDataType } from '../../../model/index.ts';

/** A part of a tensor, axis by axis: where it begins, and how long it is. */
export interface Slice {
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** Where a tensor of a bundle lies (`tensorflow/core/protobuf/tensor_bundle.proto`, `BundleEntryProto`). */
export interface BundleEntry {
  readonly dtype: TfDataType;
  readonly shape: Shape;
  readonly shard: number;
  readonly offset: number;
  readonly size: number;
  /** Masked CRC-32C of the stored bytes. */
  readonly crc: number;
  /** Parts that are entries of their own; empty for a tensor in one piece. */
  readonly slices: readonly Slice[];
}
