import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { spread } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { inputOf, maskOf, onlyKnownArguments, passedMask } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { axesOf, axisWithin, flag, numeric, whole } from './options.ts';
import { alongAxes, axisSize, otherAxes } from './shapes.ts';
import { simpleFloat } from './simple.ts';
import { affine, type Moments, momentsOf, orderOf, standardise } from './standardise.ts';

/**
 * Shape in which the weights over some axes are stored. Keras 3.15 sorts axes as they are written, negative ones first;
 * Keras 2 and early 3 keep them, and between 3.8 and 3.15 the file alone tells.
 */
function storedShape(call: KernelCall, x: tf.Tensor): (number | null)[] {
  const { axis } = call.options;
  const { version } = call;
  if (!isArray(axis)) return axesOf(call.options, 'axis', x.rank).map((at) => axisSize(x, at));
  const three = version?.generation === 3;
  if (three && version.minor > 8 && version.minor < 15) return axis.map(() => null);
  const order = three && version.minor >= 15 ? [...axis].sort((a, b) => Number(a) - Number(b)) : axis;
  return order.map((item) => axisSize(x, axisWithin(item, 'axis', x.rank)));
}

function layerNormalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = axesOf(call.options, 'axis', x.rank);
  const stored = storedShape(call, x);
  const epsilon = numeric(call.options, 'epsilon');
  const moments = momentsOf(x, axes);
  const shape = alongAxes(x, axes);
  if (!flag(call.options, 'rms_scaling'))
    return standardise(x, moments, epsilon, affine(call, stored, shape), orderOf(call));
  // Early Keras 3 did not lay gamma along its axes; 3.8 does.
  const trailing = axes.every((axis) => axis >= x.rank - axes.length);
  if (!trailing && (call.version?.generation !== 3 || call.version.minor < 8))
    throw new RunStop('Its rms_scaling over axes that are not the last ones is not known for this Keras.');
  const scaled = tf.mul(x, tf.rsqrt(tf.add(moments.variance, epsilon)));
  return tf.mul(scaled, tf.reshape(call.weights.get('gamma', stored), shape));
}

/** Keras 2.15 hears masks that fit the input (`keras/layers/normalization/group_normalization.py`), 2.12 and Keras 3 none. */
function heardMask(call: KernelCall, x: tf.Tensor, mask: tf.Tensor | null): tf.Tensor | null {
  // Masks are heard since 2.14.
  if (mask === null || generationOf(call) === 3 || (call.version?.minor ?? 0) < 14) return null;
  const lead = x.rank - mask.rank;
  if (lead < 0 || !mask.shape.every((size, i) => size === 1 || size === x.shape[lead + i]))
    throw new RunStop(
      `A mask of shape ${mask.shape.join(' × ')} reaches it; Keras 2 refuses it for ${x.shape.join(' × ')}.`,
    );
  return spread(tf.cast(mask, 'float32'), x.shape);
}

/** Moments where each number counts as often as its weight says. */
function weightedMoments(x: tf.Tensor, weight: tf.Tensor, axes: readonly number[]): Moments {
  const sum = (values: tf.Tensor) => tf.sum(values, [...axes], true);
  const count = sum(weight);
  const mean = tf.div(sum(tf.mul(weight, x)), count);
  const variance = tf.div(sum(tf.mul(weight, tf.square(tf.sub(x, mean)))), count);
  return { mean, variance };
}

function groupNormalization(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const input = inputOf(call);
  const x = toFloat(input.tensor);
  const mask = maskOf(call, input);
  const [axis = -1, ...more] = axesOf(call.options, 'axis', x.rank);
  const channels = axisSize(x, axis);
  const stated = whole(call.options, 'groups');
  const groups = stated === -1 ? channels : stated;
  if (axis === 0 || more.length > 0)
    throw new RunStop(`Its option axis = ${JSON.stringify(call.options.axis)} is not supported.`);
  if (groups < 1 || channels % groups !== 0)
    throw new RunStop(`Its option groups = ${groups} does not divide ${channels} channels.`);
  const split = [...x.shape.slice(0, axis), groups, channels / groups, ...x.shape.slice(axis + 1)];
  const grouped = tf.reshape(x, split);
  const over = otherAxes(grouped.rank, [0, axis]);
  const weight = heardMask(call, x, mask);
  const moments =
    weight === null ? momentsOf(grouped, over) : weightedMoments(grouped, tf.reshape(weight, split), over);
  // Both generations multiply out the brackets here (`keras/src/layers/normalization/group_normalization.py`).
  const weights = affine(call, [channels], alongAxes(grouped, [axis, axis + 1]));
  const epsilon = numeric(call.options, 'epsilon');
  const normal = standardise(grouped, moments, epsilon, weights, 'multiplies-first');
  return [{ tensor: tf.reshape(normal, x.shape), mask: passedMask(call, input) }];
}

/** Keras multiplies by `scale` as it is stored: aligned from the last axis, whichever axes it was made for. */
function rmsNormalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = axesOf(call.options, 'axis', x.rank);
  const scale = call.weights.get('scale', storedShape(call, x));
  const stored = scale.shape;
  const lead = x.rank - stored.length;
  if (!stored.every((size, i) => size === 1 || size === x.shape[lead + i]))
    throw new RunStop(
      `Its scale of ${stored.join(' × ')} cannot multiply ${x.shape.join(' × ')}: Keras refuses it too.`,
    );
  const power = tf.mean(tf.square(x), axes, true);
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(power, numeric(call.options, 'epsilon')))), scale);
}

/**
 * Divides by the length. Up to 3.3 Keras raises its square to 1e-12, from 3.8 on it caps the inverse at 1e12; between them
 * nothing but shorter vectors tells them apart.
 */
function unitNormalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = axesOf(call.options, 'axis', x.rank);
  const squares = tf.sum(tf.square(x), axes, true);
  const minor = generationOf(call) === 3 ? (call.version?.minor ?? 0) : 0;
  if (minor <= 3) return tf.mul(x, tf.rsqrt(tf.maximum(squares, 1e-12)));
  if (minor < 8) refuseTiny(squares);
  // Without a branch the inverse of 0 would be infinite, which WebGL need not keep.
  const inverse = tf.minimum(tf.rsqrt(tf.maximum(squares, 1e-24)), 1e12);
  return tf.mul(x, inverse);
}

function refuseTiny(squares: tf.Tensor): void {
  const tiny = tf.logicalAnd(tf.greater(squares, 0), tf.less(squares, 1e-12));
  if ((tf.sum(tf.cast(tiny, 'int32')).dataSync()[0] ?? 0) > 0)
    throw new RunStop('A vector is shorter than 1e-6, and what this Keras makes of that is not known here.');
}

/** Normalisation by the values of the sample itself. */
export const NORMALIZATION: KernelTable = {
  LayerNormalization: simpleFloat('passes', layerNormalization),
  GroupNormalization: groupNormalization,
  RMSNormalization: simpleFloat('ends', rmsNormalization),
  UnitNormalization: simpleFloat('passes', unitNormalization),
};
