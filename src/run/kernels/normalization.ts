import * as tf from '@tensorflow/tfjs-core';
import { isArray, type Json } from '../../model/index.ts';
import { select } from '../ops/anyRank.ts';
import { toFloat, truths } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { inputOf, isTraining, maskOf, onlyKnownArguments } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { axesOf, flag, mustBe, numeric, whole } from './options.ts';
import { alongAxes, axisSize, otherAxes } from './shapes.ts';
import { simpleFloat } from './simple.ts';

interface Moments {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

function momentsOf(x: tf.Tensor, axes: readonly number[]): Moments {
  const mean = tf.mean(x, [...axes], true);
  return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), [...axes], true) };
}

/** gamma and beta where the options want them, laid along the given axes. */
function affine(call: KernelCall, x: tf.Tensor, axes: readonly number[]) {
  const shape = alongAxes(x, axes);
  const sizes = axes.map((axis) => axisSize(x, axis));
  const one = (option: string, role: string) =>
    flag(call.options, option) ? tf.reshape(call.weights.get(role, sizes), shape) : null;
  return { gamma: one('scale', 'gamma'), beta: one('center', 'beta') };
}

function standardise(
  x: tf.Tensor,
  { mean, variance }: Moments,
  epsilon: number,
  { gamma, beta }: { gamma: tf.Tensor | null; beta: tf.Tensor | null },
): tf.Tensor {
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const scaled = tf.mul(tf.sub(x, mean), gamma === null ? inverse : tf.mul(inverse, gamma));
  return beta === null ? scaled : tf.add(scaled, beta);
}

function maskedMoments(x: tf.Tensor, axes: readonly number[], mask: tf.Tensor): Moments {
  const wide = tf.logicalAnd(tf.expandDims(mask, -1), truths(x));
  const zero = tf.zerosLike(x);
  const count = tf.add(tf.sum(tf.cast(wide, 'float32'), [...axes], true), 1e-7);
  const mean = tf.div(tf.sum(select(wide, x, zero), [...axes], true), count);
  const squares = select(wide, tf.square(tf.sub(x, mean)), zero);
  return { mean, variance: tf.div(tf.sum(squares, [...axes], true), count) };
}

function batchNormalization(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  mustBe(call.options, 'virtual_batch_size', null);
  mustBe(call.options, 'adjustment', null);
  const input = inputOf(call);
  const x = toFloat(input.tensor);
  const mask = maskOf(call, input);
  const axes = axesOf(call.options, 'axis', x.rank);
  const epsilon = numeric(call.options, 'epsilon');
  // Keras 2 and 3: a frozen layer keeps its stored statistics even in training mode.
  const stored = !isTraining(call) || call.options.trainable === false;
  const moments = stored ? storedMoments(call, x, axes) : batchMoments(call, x, axes, mask);
  return [{ tensor: standardise(x, moments, epsilon, affine(call, x, axes)), mask }];
}

/** Keras 2 gives images to TensorFlow's fused kernel, which knows no masks. */
function isFused(call: KernelCall, rank: number): boolean {
  return call.version?.generation === 2 && (rank === 4 || rank === 5) && call.options.fused !== false;
}

function storedMoments(call: KernelCall, x: tf.Tensor, axes: readonly number[]): Moments {
  const shape = alongAxes(x, axes);
  const sizes = axes.map((axis) => axisSize(x, axis));
  return {
    mean: tf.reshape(call.weights.get('moving_mean', sizes), shape),
    variance: tf.reshape(call.weights.get('moving_variance', sizes), shape),
  };
}

function batchMoments(
  call: KernelCall,
  x: tf.Tensor,
  axes: readonly number[],
  mask: tf.Tensor | null,
): Moments {
  mustBe(call.options, 'renorm', false);
  const reduced = otherAxes(x.rank, axes);
  if (mask === null || isFused(call, x.rank)) return momentsOf(x, reduced);
  if (generationOf(call) === 2 && (call.version?.minor ?? 0) < 12)
    throw new RunStop('How this Keras 2 takes a mask in training mode is not known here.');
  return maskedMoments(x, reduced, mask);
}

function layerNormalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = axesOf(call.options, 'axis', x.rank).sort((a, b) => a - b);
  const epsilon = numeric(call.options, 'epsilon');
  const moments = momentsOf(x, axes);
  if (!flag(call.options, 'rms_scaling')) return standardise(x, moments, epsilon, affine(call, x, axes));
  const gamma = call.weights.get(
    'gamma',
    axes.map((axis) => axisSize(x, axis)),
  );
  return tf.mul(
    tf.mul(x, tf.rsqrt(tf.add(moments.variance, epsilon))),
    tf.reshape(gamma, alongAxes(x, axes)),
  );
}

function groupNormalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const [axis = -1, ...more] = axesOf(call.options, 'axis', x.rank);
  const channels = axisSize(x, axis);
  const stated = whole(call.options, 'groups');
  const groups = stated === -1 ? channels : stated;
  if (more.length > 0 || channels % groups !== 0)
    throw new RunStop(`Its option groups = ${groups} does not divide ${channels} channels.`);
  const grouped = tf.reshape(x, [
    ...x.shape.slice(0, axis),
    groups,
    channels / groups,
    ...x.shape.slice(axis + 1),
  ]);
  const moments = momentsOf(grouped, otherAxes(grouped.rank, [0, axis]));
  const plain = standardise(grouped, moments, numeric(call.options, 'epsilon'), { gamma: null, beta: null });
  const { gamma, beta } = affine(call, x, [axis]);
  const normal = tf.reshape(plain, x.shape);
  const scaled = gamma === null ? normal : tf.mul(normal, gamma);
  return beta === null ? scaled : tf.add(scaled, beta);
}

function rmsNormalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = axesOf(call.options, 'axis', x.rank);
  const power = tf.mean(tf.square(x), axes, true);
  const scale = tf.reshape(
    call.weights.get(
      'scale',
      axes.map((axis) => axisSize(x, axis)),
    ),
    alongAxes(x, axes),
  );
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(power, numeric(call.options, 'epsilon')))), scale);
}

function unitNormalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = axesOf(call.options, 'axis', x.rank);
  return tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x), axes, true), 1e-12)));
}

/** Adapted mean and variance from the weights, or from the config when they were given as arguments. */
function normalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = call.options.axis === null ? [] : axesOf(call.options, 'axis', x.rank).sort((a, b) => a - b);
  const shape = alongAxes(x, axes);
  const sizes = axes.map((axis) => axisSize(x, axis));
  const statistic = (option: string): tf.Tensor => {
    const given = call.options[option] ?? null;
    if (given === null) return tf.reshape(call.weights.get(option, sizes), shape);
    const flat = flatNumbers(given);
    const count = sizes.reduce((n, size) => n * size, 1);
    if (flat === null || (flat.length !== 1 && flat.length !== count))
      throw new RunStop(`Its option ${option} does not fit an input of shape ${x.shape.join(' × ')}.`);
    return flat.length === 1 ? tf.scalar(flat[0] ?? 0) : tf.tensor(flat, shape);
  };
  const mean = statistic('mean');
  // 1e-7 is Keras' own epsilon().
  const deviation = tf.maximum(tf.sqrt(statistic('variance')), 1e-7);
  return flag(call.options, 'invert')
    ? tf.add(mean, tf.mul(x, deviation))
    : tf.div(tf.sub(x, mean), deviation);
}

function flatNumbers(value: Json): number[] | null {
  if (typeof value === 'number') return [value];
  if (!isArray(value)) return null;
  const parts = value.map(flatNumbers);
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
}

/** Normalisation layers. */
export const NORMALIZATION: KernelTable = {
  BatchNormalization: batchNormalization,
  SyncBatchNormalization: batchNormalization,
  LayerNormalization: simpleFloat('passes', layerNormalization),
  GroupNormalization: simpleFloat('passes', groupNormalization),
  RMSNormalization: simpleFloat('ends', rmsNormalization),
  UnitNormalization: simpleFloat('passes', unitNormalization),
  Normalization: simpleFloat('passes', normalization),
};
