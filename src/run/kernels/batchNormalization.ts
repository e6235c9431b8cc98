import * as tf from '@tensorflow/tfjs-core';
import { isObject } from '../../model/index.ts';
import { select } from '../ops/anyRank.ts';
import { toFloat, truths } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { inputOf, isTraining, maskOf, onlyKnownArguments, passedMask } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { axesOf, flag, mustBe, numeric } from './options.ts';
import { alongAxes, axisSize, otherAxes } from './shapes.ts';
import { affine, type Moments, momentsOf, standardise } from './standardise.ts';

/** Moments of what a mask over all axes but the last lets through; Keras 3 keeps its count from zero. */
function maskedMoments(x: tf.Tensor, axes: readonly number[], mask: tf.Tensor, least: number): Moments {
  const wide = tf.logicalAnd(tf.expandDims(mask, -1), truths(x));
  const zero = tf.zerosLike(x);
  const count = tf.add(tf.sum(tf.cast(wide, 'float32'), [...axes], true), least);
  const mean = tf.div(tf.sum(select(wide, x, zero), [...axes], true), count);
  const squares = select(wide, tf.square(tf.sub(x, mean)), zero);
  return { mean, variance: tf.div(tf.sum(squares, [...axes], true), count) };
}

/**
 * Inference reads the stored statistics, also those of a layer with `renorm`; training reads those of the batch. A frozen
 * layer keeps to the stored ones (`trainable` of its own config: Keras restores no other), but not the class of TF 1.
 */
function batchNormalization(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  mustBe(call.options, 'virtual_batch_size', null);
  mustBe(call.options, 'adjustment', null);
  const input = inputOf(call);
  const x = toFloat(input.tensor);
  const mask = maskOf(call, input);
  const axes = axesOf(call.options, 'axis', x.rank);
  const epsilon = numeric(call.options, 'epsilon');
  const frozen = call.options.trainable === false && call.className !== 'BatchNormalizationV1';
  const stored = !isTraining(call) || frozen;
  const moments = stored ? storedMoments(call, x, axes) : batchMoments(call, x, axes, mask);
  const plain = affine(call, storedShape(x, axes), alongAxes(x, axes));
  const renorm = !stored && flag(call.options, 'renorm');
  const weights = renorm ? renormalised(call, moments, plain, storedShape(x, axes)) : plain;
  const order = call.version === null || isFused(call, x.rank, axes) ? 'subtracts-first' : 'multiplies-first';
  return [{ tensor: standardise(x, moments, epsilon, weights, order), mask: passedMask(call, input) }];
}

/**
 * Keras 2 gives images to TensorFlow's fused kernel, which knows no masks; not where channels lie in the middle, nor with
 * `renorm` (`keras/layers/normalization/batch_normalization.py`, `_raise_if_fused_cannot_be_used`).
 */
function isFused(call: KernelCall, rank: number, axes: readonly number[]): boolean {
  const { version, options } = call;
  const images = version?.generation === 2 && (rank === 4 || rank === 5);
  const [axis, ...more] = axes;
  const channels = more.length === 0 && (axis === 1 || axis === rank - 1);
  return images && channels && options.fused !== false && options.renorm !== true;
}

/** Over several axes Keras 2 keeps its weights in the rank of the input. */
function storedShape(x: tf.Tensor, axes: readonly number[]): number[] {
  return axes.length === 1 ? axes.map((axis) => axisSize(x, axis)) : alongAxes(x, axes);
}

function storedMoments(call: KernelCall, x: tf.Tensor, axes: readonly number[]): Moments {
  const shape = alongAxes(x, axes);
  const sizes = storedShape(x, axes);
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
  const reduced = otherAxes(x.rank, axes);
  if (mask === null || isFused(call, x.rank, axes)) return momentsOf(x, reduced);
  const { minor = 0 } = call.version ?? {};
  const three = generationOf(call) === 3;
  if (!three && minor < 12)
    throw new RunStop('How this Keras 2 takes a mask in training mode is not known here.');
  if (mask.rank !== x.rank - 1)
    throw new RunStop(
      `A mask of shape ${mask.shape.join(' × ')} reaches it; Keras takes one axis less than ${x.shape.join(' × ')}.`,
    );
  const last = axes.includes(x.rank - 1);
  if (three && !last && minor < 15)
    throw new RunStop('Before 3.15 Keras counts masked steps otherwise where its axis is not the last one.');
  if (three && !last && axes.every((axis) => x.shape[axis] === 1))
    throw new RunStop(
      'Keras 3 refuses a mask in training mode where there is one channel and it is not last.',
    );
  return maskedMoments(x, reduced, mask, three ? 1e-7 : 0);
}

interface Affine {
  readonly gamma: tf.Tensor | null;
  readonly beta: tf.Tensor | null;
}

/**
 * Batch renormalisation: how far the batch lies from the statistics kept for it, within `renorm_clipping`, becomes part of
 * gamma and beta (`_renorm_correction_and_moments`, `_compose_transforms`).
 */
function renormalised(call: KernelCall, batch: Moments, plain: Affine, sizes: readonly number[]): Affine {
  const epsilon = numeric(call.options, 'epsilon');
  const shape = batch.mean.shape;
  const kept = (role: string) => tf.reshape(call.weights.get(role, sizes), shape);
  const deviation = tf.maximum(kept('renorm_stddev'), Math.sqrt(epsilon));
  const { rmin, rmax, dmax } = clippingOf(call);
  const r = within(tf.div(tf.sqrt(tf.add(batch.variance, epsilon)), deviation), rmin, rmax);
  const d = within(
    tf.div(tf.sub(batch.mean, kept('renorm_mean')), deviation),
    dmax === null ? null : -dmax,
    dmax,
  );
  const gamma = plain.gamma === null ? r : tf.mul(r, plain.gamma);
  const shift = plain.gamma === null ? d : tf.mul(d, plain.gamma);
  return { gamma, beta: plain.beta === null ? shift : tf.add(shift, plain.beta) };
}

function within(x: tf.Tensor, low: number | null, high: number | null): tf.Tensor {
  const above = low === null ? x : tf.maximum(x, low);
  return high === null ? above : tf.minimum(above, high);
}

function clippingOf({ options }: KernelCall) {
  const stated = options.renorm_clipping ?? {};
  const bound = (key: string): number | null => {
    const value = isObject(stated) ? (stated[key] ?? null) : Number.NaN;
    if (value === null || (typeof value === 'number' && !Number.isNaN(value))) return value;
    throw new RunStop(`Its option renorm_clipping = ${JSON.stringify(stated)} is not supported.`);
  };
  return { rmin: bound('rmin'), rmax: bound('rmax'), dmax: bound('dmax') };
}

/** Batch normalisation under the names that files give it. */
export const BATCH_NORMALIZATION: KernelTable = {
  BatchNormalization: batchNormalization,
  BatchNormalizationV1: batchNormalization,
  BatchNormalizationV2: batchNormalization,
  SyncBatchNormalization: batchNormalization,
};
