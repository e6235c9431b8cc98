import * as tf from '@tensorflow/tfjs-core';
import type { Compute } from './OpCall.ts';

/**
 * Batch normalisation with the given statistics, or with those of the batch where `is_training` says so (the default, and
 * what tf.keras' LayerNormalization is made of). TensorFlow.js ignores `is_training`.
 */
const fused: Compute = (call) => {
  const [x, scale, offset] = [call.at(0), call.at(1), call.at(2)];
  const epsilon = call.number('epsilon');
  const first = call.text('data_format').startsWith('NC');
  const axis = first ? 1 : x.rank - 1;
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const wide = (it: tf.Tensor): tf.Tensor =>
    tf.reshape(
      it,
      x.shape.map((_, i) => (i === axis ? it.size : 1)),
    );
  const training = call.bool('is_training');
  const { mean, variance } = training
    ? moments(x, axes)
    : { mean: wide(call.at(3)), variance: wide(call.at(4)) };
  const inverse = tf.mul(tf.rsqrt(tf.add(variance, epsilon)), wide(scale));
  const y = tf.add(tf.mul(tf.sub(x, mean), inverse), wide(offset));
  return [
    y,
    tf.reshape(mean, [-1]),
    tf.reshape(variance, [-1]),
    tf.reshape(mean, [-1]),
    tf.reshape(variance, [-1]),
  ];
};

function moments(x: tf.Tensor, axes: number[]): { readonly mean: tf.Tensor; readonly variance: tf.Tensor } {
  const mean = tf.mean(x, axes, true);
  return { mean, variance: tf.mean(tf.squaredDifference(x, mean), axes, true) };
}

/** Normalisation as one operation. */
export const NORMALIZING: Readonly<Record<string, Compute>> = {
  FusedBatchNorm: fused,
  FusedBatchNormV2: fused,
  FusedBatchNormV3: fused,
};
