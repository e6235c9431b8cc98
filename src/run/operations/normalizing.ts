import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernels/Kernel.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { floatOnly } from './unary.ts';

const EPSILON = 1e-7;
const epsilonOf = (call: OperationCall): number => call.number('epsilon', EPSILON);

function normalize(call: OperationCall, { version }: KernelCall): tf.Tensor {
  const given = toFloat(call.tensor('x'));
  const x = given.rank === 0 ? tf.reshape(given, [1]) : given;
  const order = call.whole('order', 2);
  if (order < 1) throw new RunStop(`Its order ${order} is not supported.`);
  const axes = call.has('axis') ? call.axes('axis', x.rank) : [x.rank - 1];
  // Before 3.6 the norm over two axes is that of a matrix (`keras/src/ops/nn.py`, `_normalize`).
  if (axes.length > 1 && version?.generation === 3 && version.minor < 6)
    throw new RunStop('It normalises over several axes, which Keras before 3.6 does by another norm.');
  if (order === 2) {
    const inverse = tf.rsqrt(tf.sum(tf.square(x), axes, true));
    return tf.mul(x, tf.minimum(inverse, 1 / epsilonOf(call)));
  }
  if (axes.length !== 1)
    throw new RunStop(`A norm of order ${order} over ${axes.length} axes is not supported.`);
  const norm = tf.pow(tf.sum(tf.pow(tf.abs(x), order), axes, true), 1 / order);
  return tf.div(x, tf.maximum(norm, epsilonOf(call)));
}

function moments(x: tf.Tensor, axes: readonly number[], keep: boolean): [tf.Tensor, tf.Tensor] {
  const mean = tf.mean(x, [...axes], true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), [...axes], keep);
  return [keep ? mean : tf.squeeze(mean, [...axes]), variance];
}

/** A vector along one axis of a tensor. */
function along(call: OperationCall, name: string, shape: readonly number[] | null): tf.Tensor | null {
  if (call.raw(name) === null) return null;
  const vector = toFloat(call.tensor(name));
  return shape === null ? vector : tf.reshape(vector, [...shape]);
}

/** `scale · (x - mean) / √(variance + ε) + offset`, in the order in which TensorFlow multiplies. */
function batchNorm(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const axis = call.axis('axis', x.rank);
  const shape = x.shape.map((_, i) => (i === axis ? -1 : 1));
  const at = (name: string) => along(call, name, shape);
  const [mean, variance] = [at('mean'), at('variance')];
  if (mean === null || variance === null) throw new RunStop('Its mean or variance is missing.');
  const [offset, scale] = [at('offset'), at('scale')];
  const inverse = tf.rsqrt(tf.add(variance, call.number('epsilon', 1e-3)));
  const factor = scale === null ? inverse : tf.mul(inverse, scale);
  const shift = tf.mul(mean, factor);
  return tf.add(tf.mul(x, factor), offset === null ? tf.neg(shift) : tf.sub(offset, shift));
}

function layerNorm(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const axes = call.has('axis') ? call.axes('axis', x.rank).sort((a, b) => a - b) : [x.rank - 1];
  const last = axes.length === 1 && axes[0] === x.rank - 1;
  const shape = x.shape.map((size, i) => (axes.includes(i) ? size : 1));
  const wide = (name: string) => {
    const vector = along(call, name, null);
    return vector === null || vector.rank === x.rank || last ? vector : tf.reshape(vector, shape);
  };
  const [mean, variance] = moments(x, axes, true);
  const [gamma, beta] = [wide('gamma'), wide('beta')];
  const bare = tf.rsqrt(tf.add(variance, epsilonOf(call)));
  if (call.flag('rms_scaling')) return gamma === null ? tf.mul(x, bare) : tf.mul(tf.mul(x, bare), gamma);
  const inverse = gamma === null ? bare : tf.mul(bare, gamma);
  const rest = tf.neg(tf.mul(mean, inverse));
  return tf.add(tf.mul(x, inverse), beta === null ? rest : tf.add(rest, beta));
}

function rmsNorm(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const axes = call.has('axis') ? call.axes('axis', x.rank) : [x.rank - 1];
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), axes, true), epsilonOf(call)));
  const scale = along(call, 'scale', null);
  return scale === null ? tf.mul(x, inverse) : tf.mul(tf.mul(x, inverse), scale);
}

/** Operators that normalise (`keras/src/ops/nn.py`). */
export const NORMALIZING: Readonly<Record<string, Operation>> = {
  Normalize: operation(['x', 'axis', 'order', 'epsilon'], normalize),
  Moments: operation(['x', 'axes', 'keepdims', 'synchronized'], (call) => {
    const x = floatOnly(call.tensor('x'));
    return moments(x, call.axes('axes', x.rank), call.flag('keepdims'));
  }),
  BatchNorm: operation(['x', 'mean', 'variance', 'offset', 'scale', 'axis', 'epsilon'], batchNorm),
  LayerNorm: operation(['x', 'gamma', 'beta', 'axis', 'epsilon', 'rms_scaling'], layerNorm),
  RMSNorm: operation(['x', 'scale', 'axis', 'epsilon'], rmsNorm),
};
