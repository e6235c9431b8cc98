import * as tf from '@tensorflow/tfjs-core';
import type { HalfType } from './HalfType.ts';
import { addedInHalf } from './halfSum.ts';
import { roundTo } from './roundTo.ts';

/** Softmax over the last axis as TensorFlow computes it in 16 bits on a processor; `generation` is that of Keras. */
export function halfSoftmax(x: tf.Tensor, type: HalfType, generation: number | undefined): tf.Tensor {
  const logits = roundTo(x, type);
  const shifted = tf.sub(logits, tf.max(logits, -1, true));
  return roundTo(SOFTMAX[type](shifted, generation), type);
}

const SOFTMAX: Readonly<Record<HalfType, (shifted: tf.Tensor, generation: number | undefined) => tf.Tensor>> =
  {
    // Every step rounded, times the inverse of the sum (`tensorflow/core/kernels/softmax_op_functor.h`).
    float16: (shifted) => {
      const powers = roundTo(tf.exp(roundTo(shifted, 'float16')), 'float16');
      const sum = addedInHalf(powers, [powers.rank - 1], true, 'float16');
      return tf.mul(powers, roundTo(tf.div(1, sum), 'float16'));
    },
    // In float32; TensorFlow up to 2.15 keeps the powers in 16 bits.
    bfloat16: (shifted, generation) => {
      const powers = tf.exp(shifted);
      const kept = generation === 2 ? roundTo(powers, 'bfloat16') : powers;
      return tf.div(kept, tf.sum(kept, -1, true));
    },
  };
