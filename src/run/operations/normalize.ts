import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';

/** Division by the Euclidean norm, as `keras.ops.normalize` bounds it. */
export const NORMALIZE: Readonly<Record<string, Operation>> = {
  Normalize: operation(['x', 'axis', 'order', 'epsilon'], (call) => {
    if (call.whole('order', 2) !== 2) throw new RunStop('Only the norm of order 2 is supported.');
    const x = toFloat(call.tensor('x'));
    const axis = call.axis('axis', x.rank, -1);
    const inverse = tf.rsqrt(tf.sum(tf.square(x), axis, true));
    return tf.mul(x, tf.minimum(inverse, 1 / call.number('epsilon', 1e-7)));
  }),
};
