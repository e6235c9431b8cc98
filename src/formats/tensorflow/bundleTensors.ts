import { DTYPE_BYTES, type DType, type Storage, sizeOf } from '../../model/index.ts';
import type { Block, BundleEntry, TensorBundle } from '../containers/tensorBundle/index.ts';
import type { StoredTensor } from '../keras/StoredTensor.ts';

/** A tensor of a checkpoint; `place` is its key. */
export interface BundleTensor extends StoredTensor {
  readonly entry: BundleEntry;
  /** The entries of its pieces, where it is stored in parts. */
  readonly parts?: readonly BundleEntry[];
}

/** The tensors of a bundle as stored tensors, by key. */
export function bundleTensors(bundle: TensorBundle): Map<string, BundleTensor> {
  const tensors = new Map<string, BundleTensor>();
  for (const [key, entry] of bundle.entries) {
    const dtype = entry.dtype as DType;
    const byteLength = dtype === 'string' ? entry.size : sizeOf(entry.shape) * DTYPE_BYTES[dtype];
    const dataset = { dtype, shape: entry.shape, byteLength };
    const blocks = entry.slices.length > 0 ? bundle.partsOf(key) : null;
    const storage =
      (blocks && storageOfBlocks(bundle, blocks, byteLength / (entry.shape[0] ?? 1))) ??
      storageOf(bundle, entry);
    tensors.set(key, {
      place: key,
      dataset,
      storage,
      entry,
      ...(blocks && { parts: blocks.map((it) => it.entry) }),
    });
  }
  return tensors;
}

function storageOfBlocks(bundle: TensorBundle, blocks: readonly Block[], rowBytes: number): Storage | null {
  const pieces = blocks.flatMap(({ entry, row, rows, at, width }) => {
    const stretch = bundle.stretchOf(entry);
    const place = stretch && { member: stretch.shard, offset: stretch.offset, byteLength: stretch.size };
    return place ? [{ ...place, row, rows, at, width }] : [];
  });
  return pieces.length === blocks.length
    ? { member: null, layout: { kind: 'pieces', rowBytes, pieces } }
    : null;
}

function storageOf(bundle: TensorBundle, entry: BundleEntry): Storage {
  const stretch = bundle.stretchOf(entry);
  if (stretch !== null) {
    const { offset, size } = stretch;
    return { member: stretch.shard, layout: { kind: 'contiguous', offset, byteLength: size } };
  }
  return { member: null, layout: { kind: 'inflated', why: whyNot(entry) } };
}

function whyNot({ slices, dtype, size }: BundleEntry): string {
  if (slices.length > 0) return `in ${slices.length} parts`;
  if (dtype === 'string') return 'text';
  return size === 0 ? 'empty' : 'stored with the highest byte first';
}
