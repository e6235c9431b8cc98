import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

const FAR = Number.POSITIVE_INFINITY;

/** The order of a norm: a number, a word, or `null`. Infinities come as words where JSON has no number for them. */
function orderOf(call: OperationCall): number | string | null {
  const stated = call.json('ord');
  if (stated === null || typeof stated === 'number') return stated;
  if (stated === 'inf' || stated === 'Infinity') return FAR;
  if (stated === '-inf' || stated === '-Infinity') return -FAR;
  if (stated === 'fro' || stated === 'euclidean') return stated;
  throw new RunStop(`Its option ord = ${JSON.stringify(stated)} is not supported.`);
}

const euclid = (x: tf.Tensor, axes: readonly number[], keep: boolean): tf.Tensor =>
  tf.sqrt(tf.sum(tf.square(x), [...axes], keep));

function vectorNorm(x: tf.Tensor, axis: number, order: number | string | null, keep: boolean): tf.Tensor {
  if (order === null || order === 2 || order === 'euclidean') return euclid(x, [axis], keep);
  if (typeof order === 'string') throw new RunStop(`A norm "${order}" of vectors is not one of Keras.`);
  const size = tf.abs(x);
  if (order === FAR) return tf.max(size, axis, keep);
  if (order === -FAR) return tf.min(size, axis, keep);
  if (order === 0) return tf.sum(tf.cast(tf.notEqual(x, 0), 'float32'), axis, keep);
  return tf.pow(tf.sum(tf.pow(size, order), axis, keep), 1 / order);
}

function matrixNorm(
  x: tf.Tensor,
  axes: readonly number[],
  order: number | string | null,
  keep: boolean,
): tf.Tensor {
  if (order === null || order === 'fro' || order === 'euclidean') return euclid(x, axes, keep);
  const [row = 0, column = 1] = axes;
  const size = tf.abs(x);
  const over = (summed: number, rest: number, pick: typeof tf.max | typeof tf.min) => {
    const found = pick(tf.sum(size, summed, true), rest, true);
    return keep ? found : tf.squeeze(found, [...axes]);
  };
  if (order === 1) return over(row, column, tf.max);
  if (order === -1) return over(row, column, tf.min);
  if (order === FAR) return over(column, row, tf.max);
  if (order === -FAR) return over(column, row, tf.min);
  throw new RunStop(`A matrix norm of order ${order} needs singular values, which are not computed here.`);
}

/** Norms of vectors and matrices (`keras/src/backend/tensorflow/linalg.py`, `norm`). */
export const NORMS: Readonly<Record<string, Operation>> = {
  Norm: operation(['x', 'ord', 'axis', 'keepdims'], (call) => {
    const x = toFloat(call.tensor('x'));
    const axes = call.axes('axis', x.rank);
    const [order, keep] = [orderOf(call), call.flag('keepdims')];
    if (axes.length === 1) return vectorNorm(x, axes[0] ?? 0, order, keep);
    if (axes.length === 2) return matrixNorm(x, axes, order, keep);
    throw new RunStop(`A norm over ${axes.length} axes is not one of Keras.`);
  }),
};
