import * as tf from '@tensorflow/tfjs-core';
import { logSoftmax, relu, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { alongAxis, toHost } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { floatOnly } from './unary.ts';

const EPSILON = 1e-7;

/**
 * Probabilities that Keras would bound. Those that come right from a softmax or sigmoid it replaces by what went in, without
 * bounds, so that the two differ where bounds matter: these are refused.
 */
function bounded(probabilities: tf.Tensor): tf.Tensor {
  const { values } = toHost(probabilities);
  const outside = (v: number) => !(v >= EPSILON && v <= 1 - EPSILON);
  if (Array.prototype.some.call(values, outside))
    throw new RunStop('It meets a probability of 0 or 1, which Keras bounds or not by where it comes from.');
  return probabilities;
}

function pairOf(call: OperationCall): [tf.Tensor, tf.Tensor] {
  const [target, output] = [toFloat(call.tensor('target')), floatOnly(call.tensor('output'))];
  if (target.shape.join() !== output.shape.join())
    throw new RunStop('Its target and output differ in shape.');
  return [target, output];
}

function binary(call: OperationCall): tf.Tensor {
  const [target, output] = pairOf(call);
  if (call.flag('from_logits')) {
    const tail = tf.log1p(tf.exp(tf.neg(tf.abs(output))));
    return tf.add(tf.sub(relu(output), tf.mul(output, target)), tail);
  }
  const p = bounded(output);
  const yes = tf.mul(target, tf.log(p));
  return tf.neg(tf.add(yes, tf.mul(tf.sub(1, target), tf.log(tf.sub(1, p)))));
}

function categorical(call: OperationCall): tf.Tensor {
  const [target, output] = pairOf(call);
  const axis = call.axis('axis', output.rank, -1);
  if (call.flag('from_logits')) return tf.neg(tf.sum(tf.mul(target, logSoftmax(output, [axis])), axis));
  const p = bounded(tf.div(output, tf.sum(output, axis, true)));
  return tf.neg(tf.sum(tf.mul(target, tf.log(p)), axis));
}

function sparse(call: OperationCall): tf.Tensor {
  const output = floatOnly(call.tensor('output'));
  const last = output.rank - 1;
  if (call.axis('axis', output.rank, -1) !== last) throw new RunStop('Its axis is not the last one.');
  const given = call.tensor('target');
  const target = given.rank === output.rank && given.shape[last] === 1 ? tf.squeeze(given, [last]) : given;
  if (target.shape.join() !== output.shape.slice(0, -1).join())
    throw new RunStop('Its target and output differ in shape.');
  const logits = call.flag('from_logits') ? output : tf.log(bounded(output));
  const classes = toHost(tf.cast(target, 'int32')).values;
  const found = alongAxis(logSoftmax(logits, [last]), last, 'float32', (line, row) => {
    const value = line[classes[row] ?? -1];
    if (value === undefined) throw new RunStop(`Its target names class ${classes[row]} of ${line.length}.`);
    return [-value];
  });
  return tf.squeeze(found, [last]);
}

/** The peak signal to noise ratio in decibels. */
function psnr(call: OperationCall): tf.Tensor {
  const [a, b] = [floatOnly(call.tensor('x1')), floatOnly(call.tensor('x2'))];
  const decibel = (x: tf.Tensor) => tf.mul(tf.div(tf.log(x), Math.LN10), 10);
  const error = decibel(tf.mean(tf.square(tf.sub(a, b))));
  return tf.sub(20 * Math.log10(call.number('max_val')), error);
}

/** Losses that may stand in a graph. */
export const LOSSES: Readonly<Record<string, Operation>> = {
  BinaryCrossentropy: operation(['target', 'output', 'from_logits'], binary),
  CategoricalCrossentropy: operation(['target', 'output', 'from_logits', 'axis'], categorical),
  SparseCategoricalCrossentropy: operation(['target', 'output', 'from_logits', 'axis'], sparse),
  PSNR: operation(['x1', 'x2', 'max_val'], psnr),
};
