import type { Tensor } from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import { beyond, bitsOf, isUnsigned, type WholeType } from './WholeType.ts';

/** The same value marked as being of a type of whole numbers. Refuses numbers that the type does not hold. */
export function heldIn(value: Value, type: WholeType | undefined): Value {
  if (type === undefined || value.tensor.dtype !== 'int32') return value;
  refuseBeyond(value.tensor, type);
  return { ...value, whole: type };
}

/** Refuses whole numbers that a type does not hold: TensorFlow would have made other numbers of them. */
export function refuseBeyond(tensor: Tensor, type: WholeType): void {
  // All that a tensor holds here fits these.
  if (!isUnsigned(type) && bitsOf(type) >= 32) return;
  for (const value of tensor.dataSync()) {
    const why = beyond(value, type);
    if (why !== null) throw new RunStop(`It makes ${why}`);
  }
}
