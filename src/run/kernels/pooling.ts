import * as tf from '@tensorflow/tfjs-core';
import { padAny, select } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { reach, sidesFor } from '../ops/explicitPadding.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { halfMean, halfSum } from '../precision/halfSum.ts';
import { RunStop } from '../RunStop.ts';
import { inputOf, maskOf, onlyKnownArguments } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { choice, flag, wholes } from './options.ts';
import { rankMustBe } from './shapes.ts';
import { simpleFloat, unmasked } from './simple.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];
type Kind = 'max' | 'avg';

function pool2d(
  x: tf.Tensor,
  kind: Kind,
  size: readonly number[],
  strides: readonly number[],
  padding: 'same' | 'valid',
) {
  const axes = size.map((kernel, i) => ({
    size: x.shape[i + 1] ?? 0,
    kernel,
    stride: strides[i] ?? 1,
    dilation: 1,
  }));
  const sides = axes.map((axis) => sidesFor(padding, axis));
  axes.forEach((axis, i) => {
    const [before, after] = sides[i] ?? [0, 0];
    if (axis.size + before + after < reach(axis))
      throw new RunStop(`Its pool_size ${axis.kernel} is larger than its input (${axis.size}).`);
  });
  const fill = kind === 'max' ? -3.4028234663852886e38 : 0;
  const wide = padAny(x, [[0, 0], ...sides, [0, 0]], fill) as tf.Tensor4D;
  const window = size as [number, number];
  const step = strides as [number, number];
  if (kind === 'max') return tf.maxPool(wide, window, step, 'valid');
  const mean = tf.avgPool(wide, window, step, 'valid');
  if (sides.every(([before, after]) => before === 0 && after === 0)) return mean;
  // TensorFlow leaves padding out of the average.
  const ones = padAny(tf.ones([1, x.shape[1] ?? 1, x.shape[2] ?? 1, 1]), [[0, 0], ...sides, [0, 0]]);
  return tf.div(mean, tf.avgPool(ones as tf.Tensor4D, window, step, 'valid'));
}

/** Pools two axes, then the third: the largest of the largest, and averages over windows of one size each. */
function pool3d(
  x: tf.Tensor,
  kind: Kind,
  size: readonly number[],
  strides: readonly number[],
  padding: 'same' | 'valid',
): tf.Tensor {
  const [batch = 1, depth = 1, height = 1, width = 1, channels = 1] = x.shape;
  const planes = pool2d(
    tf.reshape(x, [batch * depth, height, width, channels]),
    kind,
    size.slice(1),
    strides.slice(1),
    padding,
  );
  const [, rows = 1, columns = 1] = planes.shape;
  const line = tf.reshape(planes, [batch, depth, rows * columns, channels]);
  const deep = pool2d(line, kind, [size[0] ?? 1, 1], [strides[0] ?? 1, 1], padding);
  return tf.reshape(deep, [batch, deep.shape[1] ?? 1, rows, columns, channels]);
}

function poolAny(
  x: tf.Tensor,
  kind: Kind,
  size: readonly number[],
  strides: readonly number[],
  padding: 'same' | 'valid',
) {
  if (size.length === 2) return pool2d(x, kind, size, strides, padding);
  if (size.length === 3) return pool3d(x, kind, size, strides, padding);
  return tf.squeeze(pool2d(tf.expandDims(x, 1), kind, [1, ...size], [1, ...strides], padding), [1]);
}

const pool = (kind: Kind, rank: number): Kernel =>
  simpleFloat('ends', (input, call) => {
    rankMustBe(input, rank + 2);
    const layout = choice(call.options, 'data_format', LAYOUTS);
    const size = wholes(call.options, 'pool_size', rank);
    const strides = call.options.strides === null ? size : wholes(call.options, 'strides', rank);
    const padding = choice(call.options, 'padding', ['valid', 'same']);
    return fromChannelsLast(poolAny(toChannelsLast(input, layout), kind, size, strides, padding), layout);
  });

const spatialAxes = (rank: number, layout: Layout): number[] =>
  [...Array(rank).keys()].map((i) => i + (layout === 'channels_last' ? 1 : 2));

type Reduce = (x: tf.Tensor, axes: number[], keepDims: boolean, call: KernelCall) => tf.Tensor;

const largest: Reduce = (x, axes, keepDims) => tf.max(x, axes, keepDims);
const mean: Reduce = (x, axes, keepDims, { precision, version }) =>
  halfMean(x, axes, keepDims, precision, version);

const globalPool = (reduce: Reduce, rank: number): Kernel =>
  simpleFloat('ends', (input, call) => {
    rankMustBe(input, rank + 2);
    const layout = choice(call.options, 'data_format', LAYOUTS);
    return reduce(input, spatialAxes(rank, layout), flag(call.options, 'keepdims'), call);
  });

/** The one pooling layer that listens to a mask. */
function maskedAverage(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const input = inputOf(call);
  const x = toFloat(input.tensor);
  rankMustBe(x, 3);
  const layout = choice(call.options, 'data_format', LAYOUTS);
  const keep = flag(call.options, 'keepdims');
  const axis = layout === 'channels_last' ? 1 : 2;
  const mask = maskOf(call, input);
  if (mask === null) return [unmasked(mean(x, [axis], keep, call))];
  const wide = tf.expandDims(mask, layout === 'channels_last' ? 2 : 1);
  const weight = tf.cast(wide, 'float32');
  // Keras 2 multiplies by the mask, Keras 3 chooses: it shows where masked places hold NaN.
  const kept = generationOf(call) === 3 ? select(wide, x, tf.zerosLike(x)) : tf.mul(x, weight);
  const add = (terms: tf.Tensor) => halfSum(terms, [axis], keep, call.precision);
  return [unmasked(tf.div(add(kept), add(weight)))];
}

/** Pooling layers. None of them passes a mask on. */
export const POOLING: KernelTable = {
  MaxPooling1D: pool('max', 1),
  MaxPooling2D: pool('max', 2),
  AveragePooling1D: pool('avg', 1),
  AveragePooling2D: pool('avg', 2),
  MaxPooling3D: pool('max', 3),
  AveragePooling3D: pool('avg', 3),
  GlobalMaxPooling1D: globalPool(largest, 1),
  GlobalMaxPooling2D: globalPool(largest, 2),
  GlobalMaxPooling3D: globalPool(largest, 3),
  GlobalAveragePooling1D: maskedAverage,
  GlobalAveragePooling2D: globalPool(mean, 2),
  GlobalAveragePooling3D: globalPool(mean, 3),
};
