import * as tf from '@tensorflow/tfjs-core';
import { activationOf } from '../ops/activations.ts';
import { cumulate, select, sliceAxis } from '../ops/anyRank.ts';
import {
  clip,
  elu,
  gelu,
  leakyRelu,
  logSoftmax,
  relu,
  softmax,
  softplus,
  toFloat,
} from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { alongAxis } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { floatOnly } from './unary.ts';

const float = (compute: (x: tf.Tensor) => tf.Tensor): Operation =>
  operation(['x'], (call) => compute(floatOnly(call.tensor('x'))));
const named = (name: string): Operation =>
  operation(['x'], (call, { version }) => activationOf(name, version)(floatOnly(call.tensor('x'))));
function numbersOnly(x: tf.Tensor): tf.Tensor {
  if (x.dtype === 'bool') throw new RunStop('It takes numbers, and its input holds booleans.');
  return x;
}
const zero = (x: tf.Tensor): tf.Tensor => tf.zerosLike(x);

/** All axes at once where axis is None. */
const over = (compute: (x: tf.Tensor, axes: readonly number[]) => tf.Tensor): Operation =>
  operation(['x', 'axis'], (call) => {
    const x = floatOnly(call.tensor('x'));
    // An argument that is left out means the last axis, None means all.
    const axes = call.has('axis') ? call.axes('axis', x.rank) : [x.rank - 1];
    return compute(x, axes);
  });

function glu(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const axis = call.axis('axis', x.rank, -1);
  const size = x.shape[axis] ?? 0;
  if (size % 2 !== 0) throw new RunStop(`It halves an axis of ${size}.`);
  return tf.mul(sliceAxis(x, axis, 0, size / 2), tf.sigmoid(sliceAxis(x, axis, size / 2, size)));
}

/** Projection onto the simplex along one axis. */
function sparsemax(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const axis = call.axis('axis', x.rank, -1);
  const sorted = alongAxis(x, axis, 'float32', (line) => line.sort((a, b) => b - a));
  const sums = cumulate(sorted, axis);
  const ranks = tf.reshape(
    tf.range(1, (x.shape[axis] ?? 0) + 1, 1, 'float32'),
    x.shape.map((_, i) => (i === axis ? -1 : 1)),
  );
  const support = tf.greater(tf.sub(sorted, tf.div(tf.sub(sums, 1), ranks)), 0);
  const count = tf.sum(tf.cast(support, 'float32'), axis, true);
  const kept = tf.sum(select(support, sums, zero(sums)), axis, true);
  return relu(tf.sub(x, tf.div(tf.sub(kept, 1), count)));
}

function softShrink(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const bound = call.number('threshold', 0.5);
  const below = select(tf.less(x, -bound), tf.add(x, bound), zero(x));
  return select(tf.greater(x, bound), tf.sub(x, bound), below);
}

function celu(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const alpha = call.number('alpha', 1);
  return tf.add(tf.maximum(x, 0), tf.mul(tf.expm1(tf.div(tf.minimum(x, 0), alpha)), alpha));
}

/** Activations (`keras/src/backend/tensorflow/nn.py`). */
export const ACTIVATIONS: Readonly<Record<string, Operation>> = {
  Sigmoid: float(tf.sigmoid),
  Relu: operation(['x'], (call) => relu(numbersOnly(call.tensor('x')))),
  Relu6: operation(['x'], (call) => {
    const x = call.tensor('x');
    if (x.dtype === 'int32') return tf.minimum(tf.maximum(x, tf.scalar(0, 'int32')), tf.scalar(6, 'int32'));
    return clip(floatOnly(x), 0, 6);
  }),
  Softplus: float(softplus),
  Softsign: named('softsign'),
  Silu: named('silu'),
  HardSigmoid: named('hard_sigmoid'),
  HardSilu: named('hard_silu'),
  HardTanh: named('hard_tanh'),
  LogSigmoid: named('log_sigmoid'),
  Selu: named('selu'),
  Mish: named('mish'),
  SparsePlus: named('sparse_plus'),
  SparseSigmoid: named('sparse_sigmoid'),
  TanhShrink: named('tanh_shrink'),
  Exponential: float(tf.exp),
  LeakyRelu: operation(['x', 'negative_slope'], (call) =>
    leakyRelu(toFloat(numbersOnly(call.tensor('x'))), call.number('negative_slope', 0.2)),
  ),
  Elu: operation(['x', 'alpha'], (call) => elu(floatOnly(call.tensor('x')), call.number('alpha', 1))),
  Celu: operation(['x', 'alpha'], celu),
  Gelu: operation(['x', 'approximate'], (call) =>
    gelu(floatOnly(call.tensor('x')), call.json('approximate', true) === true),
  ),
  Glu: operation(['x', 'axis'], glu),
  Squareplus: operation(['x', 'b'], (call) => {
    const x = floatOnly(call.tensor('x'));
    return tf.div(tf.add(x, tf.sqrt(tf.add(tf.square(x), call.number('b', 4)))), 2);
  }),
  HardShrink: operation(['x', 'threshold'], (call) => {
    const x = floatOnly(call.tensor('x'));
    return select(tf.greater(tf.abs(x), call.number('threshold', 0.5)), x, zero(x));
  }),
  SoftShrink: operation(['x', 'threshold'], softShrink),
  // Until 3.10 its arguments have other names.
  Threshold: operation(['x', 'threshold', 'default_value', 'threshold_value', 'value'], (call) => {
    const x = floatOnly(call.tensor('x'));
    const either = (name: string, before: string) => call.number(call.has(before) ? before : name);
    const rest = tf.fill(x.shape, either('default_value', 'value'));
    return select(tf.greater(x, either('threshold', 'threshold_value')), x, rest);
  }),
  Softmax: over(softmax),
  LogSoftmax: over(logSoftmax),
  Sparsemax: operation(['x', 'axis'], sparsemax),
};
