import * as tf from '@tensorflow/tfjs-core';

/**
 * Softmax as TensorFlow computes it in float16 on a processor, every step rounded: it multiplies by the inverse of the sum
 * (`tensorflow/core/kernels/softmax_op_functor.h`).
 */
export function halfSoftmax(
  x: tf.Tensor,
  axes: readonly number[],
  round: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const powers = round(tf.exp(round(tf.sub(x, tf.max(x, [...axes], true)))));
  const inverse = round(tf.div(1, round(tf.sum(powers, [...axes], true))));
  return round(tf.mul(powers, inverse));
}
