import { share } from './share.ts';
import type { Value } from './Value.ts';

/** The same value with tensors of its own, which share the memory. */
export function cloneValue({ tensor, mask, half, whole }: Value): Value {
  return { tensor: share(tensor), mask: mask && share(mask), half, whole };
}

/** Frees a value's tensor and mask. */
export function disposeValue(value: Value): void {
  value.tensor.dispose();
  value.mask?.dispose();
}
