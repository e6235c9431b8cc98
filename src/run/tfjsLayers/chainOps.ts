import * as tf from '@tensorflow/tfjs-core';

/** Operations that tfjs-layers calls as methods of tensors; the first argument of each is the tensor. */
const CHAINED = {
  div: tf.div,
  mean: tf.mean,
  reshape: tf.reshape,
  sign: tf.sign,
  square: tf.square,
  stridedSlice: tf.stridedSlice,
  sub: tf.sub,
  sum: tf.sum,
  transpose: tf.transpose,
} as const;

/**
 * Gives tensors the methods that `@tensorflow/tfjs`, which everybody loads, gives them
 * (`public/chained_ops/register_all_chained_ops` of tfjs-core) and tfjs-core alone does not: without them an orthogonal
 * initializer fails here that works in a browser.
 */
export function chainOps(): void {
  const methods = tf.Tensor.prototype as unknown as Record<string, unknown>;
  for (const [name, operation] of Object.entries(CHAINED)) {
    methods[name] ??= function (this: tf.Tensor, ...rest: unknown[]): tf.Tensor {
      return (operation as (x: tf.Tensor, ...rest: unknown[]) => tf.Tensor)(this, ...rest);
    };
  }
  methods.flatten ??= function (this: tf.Tensor): tf.Tensor {
    return tf.reshape(this, [this.size]);
  };
}
