import * as tf from '@tensorflow/tfjs-core';
import { select } from './anyRank.ts';

/**
 * Elementary functions written so that NaN and infinities come out as Keras has them on every backend: the fused
 * kernels of wasm turn NaN into 0, those of WebGL turn infinities into NaN.
 */

/** Where kernels of their own are many times as fast as comparing with a number, and right about NaN. */
const hasFastLimits = (x: tf.Tensor): boolean => tf.getBackend() === 'wasm' && x.dtype === 'float32';

/** `max(x, 0)`. The kernel of wasm keeps NaN and infinities; that of WebGL does not. */
export function relu(x: tf.Tensor): tf.Tensor {
  return hasFastLimits(x) ? tf.relu(x) : tf.maximum(x, tf.scalar(0, x.dtype as 'float32'));
}

/** Whether every value is a finite number. */
function allFinite(x: tf.Tensor): boolean {
  return tf.sum(tf.mul(x, 0)).dataSync()[0] === 0;
}

/** `min(max(x, low), high)`; `null` leaves a side open. */
export function clip(x: tf.Tensor, low: number | null, high: number | null): tf.Tensor {
  const limits = [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY] as const;
  // This kernel of wasm turns NaN into a limit.
  if (hasFastLimits(x) && allFinite(x)) return tf.clipByValue(x, ...limits);
  const raised = low === null ? x : tf.maximum(x, tf.scalar(low));
  return high === null ? raised : tf.minimum(raised, tf.scalar(high));
}

/** `x` above 0, `slope · x` below. */
export function leakyRelu(x: tf.Tensor, slope: number): tf.Tensor {
  return slope === 0 ? relu(x) : select(tf.greater(x, 0), x, tf.mul(x, slope));
}

/** `log(1 + exp(x))` without overflow. */
export function softplus(x: tf.Tensor): tf.Tensor {
  return tf.add(relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}

/** `exp(x) - 1` below 0, `alpha` times; `x` above. */
export function elu(x: tf.Tensor, alpha: number): tf.Tensor {
  return select(tf.greater(x, 0), x, tf.mul(tf.expm1(tf.minimum(x, 0)), alpha));
}

/** Softmax over one or several axes. */
export function softmax(x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  const powers = tf.exp(tf.sub(x, tf.max(x, [...axes], true)));
  return tf.div(powers, tf.sum(powers, [...axes], true));
}

/** The logarithm of softmax. */
export function logSoftmax(x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  const shifted = tf.sub(x, tf.max(x, [...axes], true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), [...axes], true)));
}

/** The Gaussian error unit: exact, or by tanh. */
export function gelu(x: tf.Tensor, approximate: boolean): tf.Tensor {
  if (!approximate) return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
  const inner = tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

/** Whether a number is not 0. Not a cast: wasm cuts fractions off first, and 0.5 would be false. */
export function toBool(x: tf.Tensor): tf.Tensor {
  return x.dtype === 'bool' ? x : tf.notEqual(x, tf.scalar(0, x.dtype as 'float32'));
}

/** All true, in the shape of a tensor. */
export function truths(x: tf.Tensor): tf.Tensor {
  return tf.ones(x.shape, 'bool');
}

/** A number as float32 unless it is one already. */
export function toFloat(x: tf.Tensor): tf.Tensor {
  return x.dtype === 'float32' ? x : tf.cast(x, 'float32');
}
