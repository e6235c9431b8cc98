import * as tf from '@tensorflow/tfjs-core';
import { upload } from '../hostTensor.ts';
import type { LargeWeight } from './LargeWeight.ts';

/** Values of the matrix that are on the device at once: 16 MiB. XNNPACK packs as much once more. */
const BLOCK = 2 ** 22;

/** `x · kernel` over the last axis: some columns of `x` times the same rows of the kernel, added up. */
export async function multiply(x: tf.Tensor, kernel: LargeWeight): Promise<tf.Tensor> {
  const [inner = 0, columns = 0] = kernel.shape;
  const height = Math.max(1, Math.floor(BLOCK / columns));
  const flat = tf.tidy(() => tf.reshape(tf.cast(x, 'float32'), [-1, inner]));
  let sum = tf.zeros([flat.shape[0] ?? 0, columns]);
  try {
    for (let from = 0; from < inner; from += height) {
      const to = Math.min(inner, from + height);
      const rows = await kernel.rows(from, to);
      const next = tf.tidy(() => {
        const some = tf.slice(flat, [0, from], [flat.shape[0] ?? 0, to - from]);
        return tf.add(sum, tf.matMul(some as tf.Tensor2D, upload(rows) as tf.Tensor2D));
      });
      sum.dispose();
      sum = next;
    }
    return tf.tidy(() => tf.reshape(sum, [...x.shape.slice(0, -1), columns]));
  } finally {
    tf.dispose([flat, sum]);
  }
}
