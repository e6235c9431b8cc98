import * as tf from '@tensorflow/tfjs-core';
import { clip, elu, leakyRelu, relu, softmax, toFloat } from '../ops/elementary.ts';
import { halfSoftmax } from '../precision/halfSoftmax.ts';
import { RunStop } from '../RunStop.ts';
import { valuesIn } from '../Value.ts';
import { activate } from './activate.ts';
import { argument, inputOf, maskOf, onlyKnownArguments, passedMask } from './callArguments.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { maskedSoftmax } from './maskedSoftmax.ts';
import { axesOf, numeric, wholes } from './options.ts';
import { simpleFloat } from './simple.ts';

/** A number of the layer's own type, as TensorFlow multiplies by it. */
const slopeOf = ({ options, precision }: KernelCall): number =>
  precision.roundNumber(numeric(options, 'negative_slope'));

/** Keras' own order: the negative part is taken before the positive one is clipped. */
function reluLayer(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const { max_value: highest } = call.options;
  const slope = slopeOf(call);
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

/** Masks may be numbers here: how much of a place is kept. */
function softmaxLayer(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const input = inputOf({ ...call, args: call.args.slice(0, 1) });
  const named =
    call.args[1] === undefined ? call : { ...call, kwargs: { ...call.kwargs, mask: call.args[1] } };
  const x = toFloat(input.tensor);
  const axes = axesOf(call.options, 'axis', x.rank);
  const given = argument(named, Number.POSITIVE_INFINITY, 'mask');
  const mask = (given === null ? undefined : valuesIn(given)[0]?.tensor) ?? maskOf(named, input);
  const tensor = mask === null ? plainSoftmax(x, axes, call) : maskedSoftmax(x, fitting(mask, x), axes, call);
  return [{ tensor, mask: passedMask(named, input) }];
}

function plainSoftmax(x: tf.Tensor, axes: readonly number[], { precision, version }: KernelCall): tf.Tensor {
  const overLast = axes.length === 1 && axes[0] === x.rank - 1;
  return precision.type !== null && overLast
    ? halfSoftmax(x, precision.type, version?.generation)
    : softmax(x, axes);
}

/** Broadcasting must leave the input's shape. */
function fitting(mask: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const fits = mask.shape.every((size, i) => size === 1 || size === x.shape[x.rank - mask.rank + i]);
  if (fits && mask.rank <= x.rank) return mask;
  throw new RunStop(`Its mask of shape ${mask.shape.join(' × ')} does not fit ${x.shape.join(' × ')}.`);
}

/** Activation layers. All of them pass masks on. */
export const ACTIVATION: KernelTable = {
  Activation: simpleFloat('passes', (x, call) => activate(call, x)),
  ReLU: simpleFloat('passes', reluLayer),
  LeakyReLU: simpleFloat('passes', (x, call) => leakyRelu(x, slopeOf(call))),
  PReLU: simpleFloat('passes', prelu),
  ELU: simpleFloat('passes', (x, call) => elu(x, numeric(call.options, 'alpha'))),
  ThresholdedReLU: simpleFloat('passes', (x, call) =>
    tf.mul(x, tf.cast(tf.greater(x, numeric(call.options, 'theta')), 'float32')),
  ),
  Softmax: softmaxLayer,
};
