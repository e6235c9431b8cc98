import * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import { RunStop } from '../RunStop.ts';
import { cumulate, select, sliceAxis } from './anyRank.ts';
import { clip, elu, gelu, leakyRelu, logSoftmax, relu, softmax, softplus } from './elementary.ts';

type Activation = (x: tf.Tensor) => tf.Tensor;

const last = (x: tf.Tensor): number[] => [x.rank - 1];
const hardSigmoid3: Activation = (x) => tf.div(clip(tf.add(x, 3), 0, 6), 6);
const hardSigmoid2: Activation = (x) => clip(tf.add(tf.mul(x, 0.2), 0.5), 0, 1);
const silu: Activation = (x) => tf.mul(x, tf.sigmoid(x));
const hardSilu: Activation = (x) => tf.mul(x, hardSigmoid3(x));
const beyond = (x: tf.Tensor, bound: number): tf.Tensor => tf.greater(tf.abs(x), bound);

function glu(x: tf.Tensor): tf.Tensor {
  const axis = x.rank - 1;
  const half = (x.shape[axis] ?? 0) / 2;
  if (!Number.isInteger(half)) throw new RunStop('Its activation glu needs an even last axis.');
  return tf.mul(sliceAxis(x, axis, 0, half), tf.sigmoid(sliceAxis(x, axis, half, 2 * half)));
}

/** Projection onto the simplex. */
function sparsemax(x: tf.Tensor): tf.Tensor {
  const axis = x.rank - 1;
  const size = x.shape[axis] ?? 1;
  const sorted = tf.topk(x, size, true).values;
  const sums = cumulate(sorted, axis);
  const ranks = tf.range(1, size + 1, 1, 'float32');
  const support = tf.greater(tf.sub(sorted, tf.div(tf.sub(sums, 1), ranks)), 0);
  const count = tf.sum(tf.cast(support, 'float32'), axis, true);
  const last = tf.sum(select(support, sums, tf.zerosLike(sums)), axis, true);
  return relu(tf.sub(x, tf.div(tf.sub(last, 1), count)));
}

function sparsePlus(x: tf.Tensor): tf.Tensor {
  const middle = tf.mul(tf.square(tf.add(x, 1)), 0.25);
  return select(tf.lessEqual(x, -1), tf.zerosLike(x), select(tf.less(x, 1), middle, x));
}

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  linear: (x) => x,
  relu,
  relu6: (x) => clip(x, 0, 6),
  leaky_relu: (x) => leakyRelu(x, 0.2),
  elu: (x) => elu(x, 1),
  celu: (x) => elu(x, 1),
  selu: (x) => tf.mul(elu(x, 1.6732632423543772), 1.0507009873554805),
  sigmoid: tf.sigmoid,
  hard_silu: hardSilu,
  hard_swish: hardSilu,
  silu,
  swish: silu,
  tanh: tf.tanh,
  hard_tanh: (x) => clip(x, -1, 1),
  tanh_shrink: (x) => tf.sub(x, tf.tanh(x)),
  softmax: (x) => softmax(x, last(x)),
  log_softmax: (x) => logSoftmax(x, last(x)),
  // As early tf.keras writes TensorFlow's own functions.
  softmax_v2: (x) => softmax(x, last(x)),
  log_softmax_v2: (x) => logSoftmax(x, last(x)),
  softplus,
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  exponential: tf.exp,
  gelu: (x) => gelu(x, false),
  glu,
  mish: (x) => tf.mul(x, tf.tanh(softplus(x))),
  log_sigmoid: (x) => tf.neg(softplus(tf.neg(x))),
  squareplus: (x) => tf.mul(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 0.5),
  hard_shrink: (x) => select(beyond(x, 0.5), x, tf.zerosLike(x)),
  soft_shrink: (x) => select(beyond(x, 0.5), tf.sub(x, tf.mul(tf.sign(x), 0.5)), tf.zerosLike(x)),
  sparsemax,
  sparse_plus: sparsePlus,
  sparse_sigmoid: (x) => clip(tf.mul(tf.add(x, 1), 0.5), 0, 1),
};

/** The activation of that name as that Keras computes it. */
export function activationOf(name: string, version: KerasVersion | null): Activation {
  if (name === 'hard_sigmoid') return hardSigmoid(version);
  const activation = ACTIVATIONS[name];
  if (activation === undefined || !Object.hasOwn(ACTIVATIONS, name))
    throw new RunStop(`Its activation ${JSON.stringify(name)} is not supported.`);
  return activation;
}

function hardSigmoid(version: KerasVersion | null): Activation {
  if (version === null)
    throw new RunStop(
      'Its activation hard_sigmoid differs between Keras 2 and 3, and the file does not say which wrote it.',
    );
  return version.generation === 3 ? hardSigmoid3 : hardSigmoid2;
}
