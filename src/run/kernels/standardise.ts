import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall } from './Kernel.ts';
import { flag } from './options.ts';

/** Mean and variance, shaped to broadcast. */
export interface Moments {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** Moments over axes, which stay with size 1. */
export function momentsOf(x: tf.Tensor, axes: readonly number[]): Moments {
  const mean = tf.mean(x, [...axes], true);
  return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), [...axes], true) };
}

/** gamma and beta where the options want them, stored in `stored`'s shape and laid out in `shape`. */
export function affine(call: KernelCall, stored: readonly (number | null)[], shape: readonly number[]) {
  const one = (option: string, role: string) =>
    flag(call.options, option) ? tf.reshape(call.weights.get(role, stored), [...shape]) : null;
  return { gamma: one('scale', 'gamma'), beta: one('center', 'beta') };
}

/** Whether Keras multiplies out the brackets; far from zero, the order of the operations shows in the last places. */
export type Order = 'subtracts-first' | 'multiplies-first';

/**
 * `(x - mean) / deviation · gamma + beta`. Keras 3 computes `x · factor + (beta - mean · factor)`
 * (`tf.nn.batch_normalization`), the fused kernels of Keras 2 subtract first.
 */
export function standardise(
  x: tf.Tensor,
  { mean, variance }: Moments,
  epsilon: number,
  { gamma, beta }: { gamma: tf.Tensor | null; beta: tf.Tensor | null },
  order: Order,
): tf.Tensor {
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const factor = gamma === null ? inverse : tf.mul(inverse, gamma);
  if (order === 'multiplies-first') {
    const shift = tf.mul(mean, factor);
    return tf.add(tf.mul(x, factor), beta === null ? tf.neg(shift) : tf.sub(beta, shift));
  }
  const scaled = tf.mul(tf.sub(x, mean), factor);
  return beta === null ? scaled : tf.add(scaled, beta);
}

/** How layers that look at their own sample compute: Keras 2 has the fused kernel do it. */
export function orderOf(call: KernelCall): Order {
  return call.version?.generation === 3 ? 'multiplies-first' : 'subtracts-first';
}
