import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import type { NumberType } from './HostArray.ts';

const ORDER: readonly NumberType[] = ['bool', 'int32', 'float32'];

/**
 * The type that several tensors meet in (`keras/src/backend/common/dtypes.py`, `result_type`). A Python number counts as a
 * tensor of its kind; of 2 and 2.0 the file's reader tells no difference, so that 2.0 counts as whole.
 */
export function commonType(tensors: readonly tf.Tensor[]): NumberType {
  return ORDER[Math.max(0, ...tensors.map((x) => ORDER.indexOf(x.dtype as NumberType)))] ?? 'float32';
}

/** A tensor in a type that is at least as wide as its own. */
export function widen(x: tf.Tensor, type: NumberType): tf.Tensor {
  return x.dtype === type ? x : tf.cast(x, type);
}

/** All in their common type. */
export function promote(tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const type = commonType(tensors);
  return tensors.map((x) => widen(x, type));
}

/** All as float32. */
export function floats(tensors: readonly tf.Tensor[]): tf.Tensor[] {
  return tensors.map(toFloat);
}

/** Booleans as whole numbers; the rest as they are. */
export function numeric(x: tf.Tensor): tf.Tensor {
  return x.dtype === 'bool' ? tf.cast(x, 'int32') : x;
}
