import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { padAny, sliceAxis } from '../ops/anyRank.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { resizeImage } from '../ops/resizeImage.ts';
import { INTERPOLATIONS } from '../ops/resizeTaps.ts';
import { RunStop } from '../RunStop.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { choice, sidesOf, whole, wholes } from './options.ts';
import { axisSize, rankMustBe } from './shapes.ts';
import { simple } from './simple.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];
const count = (shape: readonly number[]): number => shape.reduce((n, size) => n * size, 1);

function flatten(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const layout = choice(call.options, 'data_format', LAYOUTS);
  const last = layout === 'channels_first' && x.rank > 2 ? toChannelsLast(x, layout) : x;
  return tf.reshape(last, [x.shape[0] ?? 1, count(x.shape.slice(1))]);
}

/** The target with its one unknown worked out. */
export function reshapeTo(x: tf.Tensor, batch: readonly number[], target: readonly number[]): tf.Tensor {
  const size = x.size / Math.max(1, count(batch));
  const known = count(target.filter((n) => n !== -1));
  const unknowns = target.filter((n) => n === -1).length;
  const fits = unknowns === 1 ? known > 0 && size % known === 0 : unknowns === 0 && known === size;
  if (!fits)
    throw new RunStop(`An input of shape ${x.shape.join(' × ')} cannot become ${target.join(' × ')}.`);
  return tf.reshape(x, [...batch, ...target.map((n) => (n === -1 ? size / known : n))]);
}

function reshape(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const stated = call.options.target_shape;
  const target = isArray(stated) ? stated.map((size) => size ?? -1) : null;
  if (target === null || !target.every((size) => Number.isInteger(size)))
    throw new RunStop(`Its option target_shape = ${JSON.stringify(stated)} is not supported.`);
  return reshapeTo(x, [x.shape[0] ?? 1], target as number[]);
}

function permute(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const dims = wholes(call.options, 'dims', x.rank - 1);
  return tf.transpose(x, [0, ...dims]);
}

function repeatVector(x: tf.Tensor, call: KernelCall): tf.Tensor {
  rankMustBe(x, 2);
  return tf.tile(tf.expandDims(x, 1), [1, whole(call.options, 'n'), 1]);
}

/** 1D layers of Keras 2 have no data_format: channels last. */
const layoutOf = (call: KernelCall): Layout =>
  call.options.data_format === undefined ? 'channels_last' : choice(call.options, 'data_format', LAYOUTS);

const spatial = (
  rank: number,
  compute: (x: tf.Tensor, call: KernelCall) => tf.Tensor,
): ReturnType<typeof simple> =>
  simple('ends', (input, call) => {
    rankMustBe(input, rank + 2);
    const layout = layoutOf(call);
    return fromChannelsLast(compute(toChannelsLast(input, layout), call), layout);
  });

const zeroPadding = (rank: number) =>
  spatial(rank, (x, call) => padAny(x, [[0, 0], ...sidesOf(call.options, 'padding', rank), [0, 0]]));

const cropping = (rank: number) =>
  spatial(rank, (x, call) =>
    sidesOf(call.options, 'cropping', rank).reduce((rest, [before, after], i) => {
      const size = axisSize(rest, i + 1);
      if (before + after >= size)
        throw new RunStop(`Its cropping takes ${before} + ${after} of ${size} places.`);
      return sliceAxis(rest, i + 1, before, size - after);
    }, x),
  );

/** Each place of an axis several times in a row. */
export function repeatAxis(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  const before = count(x.shape.slice(0, axis));
  const size = axisSize(x, axis);
  const after = count(x.shape.slice(axis + 1));
  const tiled = tf.tile(tf.reshape(x, [before * size, 1, after]), [1, times, 1]);
  return tf.reshape(
    tiled,
    x.shape.map((s, i) => (i === axis ? s * times : s)),
  );
}

const upSampling = (rank: number) =>
  spatial(rank, (x, call) => {
    const size = rank === 1 ? [whole(call.options, 'size')] : wholes(call.options, 'size', rank);
    const method = rank === 2 ? choice(call.options, 'interpolation', INTERPOLATIONS) : 'nearest';
    if (method !== 'nearest')
      return resizeImage(
        x as tf.Tensor4D,
        [axisSize(x, 1) * (size[0] ?? 1), axisSize(x, 2) * (size[1] ?? 1)],
        method,
      );
    return size.reduce((grown, times, i) => repeatAxis(grown, i + 1, times), x);
  });

/** Layers that move values about. */
export const RESHAPING: KernelTable = {
  Flatten: simple('ends', flatten),
  Reshape: simple('ends', reshape),
  Permute: simple('ends', permute),
  RepeatVector: simple('ends', repeatVector),
  ZeroPadding1D: zeroPadding(1),
  ZeroPadding2D: zeroPadding(2),
  ZeroPadding3D: zeroPadding(3),
  Cropping1D: cropping(1),
  Cropping2D: cropping(2),
  Cropping3D: cropping(3),
  UpSampling1D: upSampling(1),
  UpSampling2D: upSampling(2),
  UpSampling3D: upSampling(3),
};
