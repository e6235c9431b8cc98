import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { toFloat, truths } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { inputOf, isTraining, maskOf, onlyKnownArguments, passedMask } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { axesOf, mustBe, numeric } from './options.ts';
import { alongAxes, axisSize, otherAxes } from './shapes.ts';
import { affine, type Moments, momentsOf, standardise } from './standardise.ts';

function maskedMoments(x: tf.Tensor, axes: readonly number[], mask: tf.Tensor): Moments {
  const wide = tf.logicalAnd(tf.expandDims(mask, -1), truths(x));
  const zero = tf.zerosLike(x);
  const count = tf.add(tf.sum(tf.cast(wide, 'float32'), [...axes], true), 1e-7);
  const mean = tf.div(tf.sum(select(wide, x, zero), [...axes], true), count);
  const squares = select(wide, tf.square(tf.sub(x, mean)), zero);
  return { mean, variance: tf.div(tf.sum(squares, [...axes], true), count) };
}

/** Inference reads the stored statistics, also those of a layer with `renorm`. */
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
  const weights = affine(call, storedShape(x, axes), alongAxes(x, axes));
  const order = call.version === null || isFused(call, x.rank) ? 'subtracts-first' : 'multiplies-first';
  return [{ tensor: standardise(x, moments, epsilon, weights, order), mask: passedMask(call, input) }];
}

/** Keras 2 gives images to TensorFlow's fused kernel, which knows no masks. */
function isFused(call: KernelCall, rank: number): boolean {
  return call.version?.generation === 2 && (rank === 4 || rank === 5) && call.options.fused !== false;
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
  mustBe(call.options, 'renorm', false);
  const reduced = otherAxes(x.rank, axes);
  if (mask === null || isFused(call, x.rank)) return momentsOf(x, reduced);
  if (generationOf(call) === 2 && (call.version?.minor ?? 0) < 12)
    throw new RunStop('How this Keras 2 takes a mask in training mode is not known here.');
  return maskedMoments(x, reduced, mask);
}

/** Batch normalisation under the names that files give it. */
export const BATCH_NORMALIZATION: KernelTable = {
  BatchNormalization: batchNormalization,
  BatchNormalizationV1: batchNormalization,
  BatchNormalizationV2: batchNormalization,
  SyncBatchNormalization: batchNormalization,
};
