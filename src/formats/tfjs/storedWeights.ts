import { DTYPE_BYTES, type Storage, sizeOf } from '../../model/index.ts';
import type { StoredTensor } from '../keras/StoredTensor.ts';
import type { Quantization } from './manifest.ts';
import type { PlacedWeight } from './placeWeights.ts';

/** A weight of a manifest, before it belongs to a layer. */
export interface StoredWeight extends StoredTensor {
  readonly weight: PlacedWeight;
}

/** Weights as stored tensors, in the order of the manifest; `place` is the name, with a number where it repeats. */
export function storedWeights(placed: readonly PlacedWeight[]): StoredWeight[] {
  const seen = new Map<string, number>();
  return placed.map((weight) => {
    const { name, dtype, shape, quantization } = weight.entry;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    const place = before === 0 ? name : `${name} (${before + 1})`;
    return {
      place,
      dataset: { dtype, shape, byteLength: sizeOf(shape) * DTYPE_BYTES[dtype], ...roundedBy(quantization) },
      storage: storageOf(weight),
      weight,
    };
  });
}

function roundedBy(quantization: Quantization | null): Pick<StoredTensor['dataset'], 'rounded'> {
  if (quantization === null || quantization.dtype === 'float16') return {};
  return { rounded: { to: quantization.dtype, step: Math.abs(quantization.scale) } };
}

/** Values that lie in one shard as they are can be streamed; the rest is expanded or put together. */
function storageOf({ entry, pieces }: PlacedWeight): Storage {
  const [only, ...more] = pieces;
  const member = only?.path ?? null;
  if (entry.quantization)
    return { member, layout: { kind: 'inflated', why: `quantised as ${entry.quantization.dtype}` } };
  if (entry.dtype === 'string') return { member, layout: { kind: 'inflated', why: 'text' } };
  if (!only) return { member, layout: { kind: 'inflated', why: 'empty' } };
  if (more.length > 0)
    return { member, layout: { kind: 'inflated', why: `in ${pieces.length} files, one after another` } };
  return { member, layout: { kind: 'contiguous', offset: only.offset, byteLength: only.length } };
}
