import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { softmax, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import type { KernelCall } from './Kernel.ts';

const FAR = -1e9;

/**
 * Softmax over what the mask keeps (`keras/src/layers/activations/softmax.py`). Up to 3.12 Keras adds a large negative
 * number times what the mask lacks, so that a row that is masked completely stays as it would be unmasked but for rounding;
 * since 3.10 it sets masked places to 0 afterwards; since 3.13 it replaces them beforehand.
 */
export function maskedSoftmax(
  x: tf.Tensor,
  mask: tf.Tensor,
  axes: readonly number[],
  call: Pick<KernelCall, 'version'>,
): tf.Tensor {
  const { version } = call;
  if (version === null)
    throw new RunStop(
      'A masked softmax depends on the Keras version, and the file does not say which wrote it.',
    );
  const minor = version.generation === 3 ? version.minor : -1;
  const weight = toFloat(mask);
  if (minor < 13) {
    const powers = softmaxOver(tf.add(x, tf.mul(tf.sub(1, weight), FAR)), axes);
    return minor < 10 ? powers : tf.mul(powers, weight);
  }
  const kept = mask.dtype === 'bool' ? mask : tf.greater(weight, 0.5);
  const powers = softmaxOver(select(kept, x, tf.fill(x.shape, FAR)), axes);
  return select(kept, powers, tf.zerosLike(powers));
}

/** Over several axes Keras goes by the logarithm of the sum, which far below 0 is lost in rounding. */
function softmaxOver(x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  if (axes.length < 2) return softmax(x, axes);
  const highest = tf.max(x, [...axes], true);
  const sum = tf.log(tf.sum(tf.exp(tf.sub(x, highest)), [...axes], true));
  return tf.exp(tf.sub(x, tf.add(sum, highest)));
}
