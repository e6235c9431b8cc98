import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { clip, elu, leakyRelu, relu, softmax, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { activate } from './activate.ts';
import { inputOf, maskOf, onlyKnownArguments } from './callArguments.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { axesOf, numeric, wholes } from './options.ts';
import { simpleFloat } from './simple.ts';

/** Keras' own order: the negative part is taken before the positive one is clipped. */
function reluLayer(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const { max_value: highest } = call.options;
  const slope = numeric(call.options, 'negative_slope');
  const threshold = numeric(call.options, 'threshold');
  const max = highest === null ? null : numeric(call.options, 'max_value');
  if (slope !== 0 && max === null && threshold === 0) return leakyRelu(x, slope);
  const positive = threshold === 0 ? relu(x) : tf.mul(x, tf.cast(tf.greater(x, threshold), 'float32'));
  const clipped = max === null ? positive : clip(positive, 0, max);
  if (slope === 0) return clipped;
  const negative = relu(tf.add(tf.neg(x), threshold));
  return tf.sub(clipped, tf.mul(negative, slope));
}

function prelu(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const shared = call.options.shared_axes === null ? [] : wholes(call.options, 'shared_axes');
  const shape = x.shape.slice(1).map((size, i) => (shared.includes(i + 1) ? 1 : size));
  const alpha = call.weights.get('alpha', shape);
  return tf.add(relu(x), tf.mul(tf.neg(tf.reshape(alpha, [1, ...shape])), relu(tf.neg(x))));
}

/** Keras 2 and early 3 add a large negative number; 3.15 replaces, and sets what is masked to 0 afterwards. */
function softmaxLayer(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const input = inputOf(call);
  const x = toFloat(input.tensor);
  const axes = axesOf(call.options, 'axis', x.rank);
  const mask = maskOf(call, input);
  return [{ tensor: mask === null ? softmax(x, axes) : maskedSoftmax(x, mask, axes, call), mask }];
}

/** Softmax over what the mask keeps, as that Keras treats the rest. */
export function maskedSoftmax(
  x: tf.Tensor,
  mask: tf.Tensor,
  axes: readonly number[],
  call: Pick<KernelCall, 'version'>,
): tf.Tensor {
  const { version } = call;
  if (version === null)
    throw new RunStop(
      'A masked softmax depends on the Keras version, and the file does not say which wrote it.',
    );
  const adds = version.generation < 3 || version.minor <= 8;
  if (adds) return softmax(tf.add(x, tf.mul(tf.sub(1, tf.cast(mask, 'float32')), -1e9)), axes);
  if (version.minor < 15) refuseEmptyRows(x, mask, axes);
  const powers = softmax(select(mask, x, tf.fill(x.shape, -1e9)), axes);
  return select(mask, powers, tf.zerosLike(powers));
}

/** Between 3.8 and 3.15 Keras changed what a row gives that is masked completely; other rows are the same in both. */
function refuseEmptyRows(x: tf.Tensor, mask: tf.Tensor, axes: readonly number[]): void {
  const kept = tf.sum(select(mask, tf.onesLike(x), tf.zerosLike(x)), [...axes]);
  const [fewest = 1] = tf.min(kept).dataSync();
  if (fewest === 0)
    throw new RunStop('A row is masked completely, and what this Keras makes of that is not known here.');
}

/** Activation layers. All of them pass masks on. */
export const ACTIVATION: KernelTable = {
  Activation: simpleFloat('passes', (x, call) => activate(call, x)),
  ReLU: simpleFloat('passes', reluLayer),
  LeakyReLU: simpleFloat('passes', (x, call) => leakyRelu(x, numeric(call.options, 'negative_slope'))),
  PReLU: simpleFloat('passes', prelu),
  ELU: simpleFloat('passes', (x, call) => elu(x, numeric(call.options, 'alpha'))),
  ThresholdedReLU: simpleFloat('passes', (x, call) =>
    tf.mul(x, tf.cast(tf.greater(x, numeric(call.options, 'theta')), 'float32')),
  ),
  Softmax: softmaxLayer,
};
