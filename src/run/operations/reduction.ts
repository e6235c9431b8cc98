import * as tf from '@tensorflow/tfjs-core';
import { cumulate } from '../ops/anyRank.ts';
import { toBool, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

const REDUCED = ['x', 'axis', 'keepdims'];
type Reduce = (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor;

const reduce = (compute: Reduce, prepare: (x: tf.Tensor) => tf.Tensor): Operation =>
  operation([...REDUCED, 'initial'], (call) => {
    if (call.raw('initial') !== null) throw new RunStop('Its argument initial is not supported.');
    const x = prepare(call.tensor('x'));
    return compute(x, call.axes('axis', x.rank), call.flag('keepdims'));
  });

const numbers = (x: tf.Tensor): tf.Tensor => (x.dtype === 'bool' ? tf.cast(x, 'int32') : x);

const variance: Reduce = (x, axes, keep) => {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  return tf.mean(tf.square(centred), axes, keep);
};

const arg = (compute: (x: tf.Tensor, axis: number) => tf.Tensor): Operation =>
  operation(REDUCED, (call) => {
    const x = call.tensor('x');
    if (call.raw('axis') === null) return compute(tf.reshape(x, [-1]), 0);
    const axis = call.axis('axis', x.rank);
    const found = compute(x, axis);
    return call.flag('keepdims') ? tf.expandDims(found, axis) : found;
  });

function logSumExp(call: OperationCall): tf.Tensor {
  const x = toFloat(call.tensor('x'));
  const axes = call.axes('axis', x.rank);
  const highest = tf.max(x, axes, true);
  const sum = tf.add(highest, tf.log(tf.sum(tf.exp(tf.sub(x, highest)), axes, true)));
  return call.flag('keepdims') ? sum : tf.squeeze(sum, axes);
}

/** Operators that reduce axes or run along one. */
export const REDUCTION: Readonly<Record<string, Operation>> = {
  Sum: reduce(tf.sum, numbers),
  Mean: reduce(tf.mean, toFloat),
  Max: reduce(tf.max, numbers),
  Min: reduce(tf.min, numbers),
  Amax: reduce(tf.max, numbers),
  Amin: reduce(tf.min, numbers),
  Prod: reduce(tf.prod, numbers),
  Var: reduce(variance, toFloat),
  Std: reduce((x, axes, keep) => tf.sqrt(variance(x, axes, keep)), toFloat),
  Any: reduce((x, axes, keep) => tf.any(x, axes, keep), toBool),
  All: reduce((x, axes, keep) => tf.all(x, axes, keep), toBool),
  Argmax: arg(tf.argMax),
  Argmin: arg(tf.argMin),
  Logsumexp: operation(REDUCED, logSumExp),
  Cumsum: operation(['x', 'axis'], (call) => {
    const x = numbers(call.tensor('x'));
    return call.raw('axis') === null
      ? cumulate(tf.reshape(x, [-1]), 0)
      : cumulate(x, call.axis('axis', x.rank));
  }),
};
