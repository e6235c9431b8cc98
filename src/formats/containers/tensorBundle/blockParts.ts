import { DTYPE_BYTES, type DType, sizeOf } from '../../../model/index.ts';
import type { BundleEntry, Slice } from './BundleEntry.ts';

/** A part of a tensor: some rows, and some bytes of each. A row is an index of the first axis. */
export interface Block {
  readonly entry: BundleEntry;
  readonly row: number;
  readonly rows: number;
  /** Where its bytes begin in a row of the whole, and how many of each row it holds. */
  readonly at: number;
  readonly width: number;
}

/**
 * The parts of a tensor that is cut along its first two axes, as TensorFlow cuts what exceeds a shard (`MaxShardSizePolicy`).
 * `null` where it is cut along others, or parts overlap, miss something, or are not there.
 */
export function blockParts(
  { shape, dtype, slices }: BundleEntry,
  partOf: (slice: Slice) => BundleEntry | undefined,
): readonly Block[] | null {
  const unit = sizeOf(shape.slice(2)) * DTYPE_BYTES[dtype as DType];
  const blocks: Block[] = [];
  for (const { starts, lengths } of slices) {
    const full = lengths.map((length, i) => (length === -1 ? shape[i]! - starts[i]! : length));
    const entry = partOf({ starts, lengths });
    if (shape.some((size, i) => i > 1 && full[i] !== size)) return null;
    if (!entry || entry.slices.length > 0 || entry.dtype !== dtype || sizeOf(entry.shape) !== sizeOf(full))
      return null;
    const block = { entry, row: starts[0] ?? 0, rows: full[0] ?? 0 };
    blocks.push({ ...block, at: (starts[1] ?? 0) * unit, width: (full[1] ?? 1) * unit });
  }
  const covered = blocks.reduce((sum, { entry }) => sum + sizeOf(entry.shape), 0);
  const apart = blocks.every((x, i) => blocks.slice(i + 1).every((y) => !overlap(x, y)));
  return shape.length > 0 && apart && covered === sizeOf(shape) ? blocks : null;
}

const overlap = (x: Block, y: Block): boolean =>
  x.row < y.row + y.rows && y.row < x.row + x.rows && x.at < y.at + y.width && y.at < x.at + x.width;
