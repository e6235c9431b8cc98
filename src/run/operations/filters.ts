import * as tf from '@tensorflow/tfjs-core';
import { convolve, convolveDepthwise } from '../ops/convolve.ts';
import { toFloat } from '../ops/elementary.ts';
import { fromChannelsLast, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import { asImages } from './images.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { padBy } from './padding.ts';
import { layoutOf, perAxis } from './sliding.ts';
import { floatOnly } from './unary.ts';

const f = Math.fround;

/** A bell curve over `size` places that adds up to 1. */
function bell(size: number, sigma: number): number[] {
  const curve = Array.from({ length: size }, (_, i) => Math.exp(-0.5 * ((i - (size - 1) / 2) / sigma) ** 2));
  const total = curve.reduce((sum, value) => sum + value, 0);
  return curve.map((value) => f(value / total));
}

/** One filter over every channel. */
function filtered(
  x: tf.Tensor,
  kernel: readonly number[],
  size: readonly [number, number],
  padding: 'same' | 'valid',
) {
  const channels = x.shape[3] ?? 1;
  const one = tf.tensor(Float32Array.from(kernel), [...size, 1, 1]);
  const sliding = { strides: [1, 1], dilation: [1, 1], padding };
  return convolveDepthwise(x, tf.tile(one, [1, 1, channels, 1]), sliding);
}

function gaussianBlur(call: OperationCall): tf.Tensor {
  const [high = 3, wide = 3] = call.raw('kernel_size') === null ? [] : perAxis(call, 'kernel_size', 2, 3);
  const stated = call.json('sigma', [1, 1]);
  const [first, second] = Array.isArray(stated) ? stated.map(Number) : [Number(stated), Number(stated)];
  if (!(Number(first) > 0) || !(Number(second) > 0)) throw new RunStop('Its sigma is not supported.');
  // Keras lays the product of the second curve by the first into the shape of the first by the second.
  const [one, two] = [bell(high, Number(first)), bell(wide, Number(second))];
  const kernel = two.flatMap((b) => one.map((a) => f(a * b)));
  return asImages(call, 'images', (x) => filtered(floatOnly(x), kernel, [high, wide], 'same'));
}

const SOBEL = [-1, -2, -1, 0, 0, 0, 1, 2, 1];
const SOBEL_TURNED = [-1, 0, 1, -2, 0, 2, -1, 0, 1];

/** Slopes down and across, one axis more at the end. */
function sobelEdges(call: OperationCall): tf.Tensor {
  const given = floatOnly(call.tensor('images'));
  if (given.rank !== 4) throw new RunStop(`It takes several images, its input has ${given.rank} axes.`);
  const layout = layoutOf(call);
  const wide = padBy(
    toChannelsLast(given, layout),
    [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ],
    'reflect',
    0,
  );
  const edges = [SOBEL, SOBEL_TURNED].map((kernel) =>
    fromChannelsLast(filtered(wide, kernel, [3, 3], 'valid'), layout),
  );
  return tf.stack(edges, 4);
}

/** Structural similarity of images, one number each. */
function ssim(call: OperationCall): tf.Tensor {
  const layout = layoutOf(call);
  const given = ['image1', 'image2'].map((name) => call.tensor(name));
  const alone = given[0]?.rank === 3;
  const [a, b] = given.map((x) =>
    toChannelsLast(toFloat(x.rank === 3 ? tf.expandDims(x, 0) : x), layout),
  ) as [tf.Tensor, tf.Tensor];
  if (a.rank !== 4 || a.shape.join() !== b.shape.join()) throw new RunStop('Its two images differ in shape.');
  if (given.some((x) => x.dtype !== 'float32')) throw new RunStop('It compares images of whole numbers.');
  const size = call.whole('filter_size', 11);
  const curve = bell(size, call.number('filter_sigma', 1.5));
  const kernel = curve.flatMap((p) => curve.map((q) => f(p * q)));
  const mean = (x: tf.Tensor) => filtered(x, kernel, [size, size], 'valid');
  const range = call.number('max_val', 1);
  const [c1, c2] = [(call.number('k1', 0.01) * range) ** 2, (call.number('k2', 0.03) * range) ** 2];
  const [m1, m2] = [mean(a), mean(b)];
  const [s1, s2, both] = [tf.square(m1), tf.square(m2), tf.mul(m1, m2)];
  const spread = (x: tf.Tensor, y: tf.Tensor, about: tf.Tensor) => tf.sub(mean(tf.mul(x, y)), about);
  const above = tf.mul(tf.add(tf.mul(both, 2), c1), tf.add(tf.mul(spread(a, b, both), 2), c2));
  const below = tf.mul(tf.add(tf.add(s1, s2), c1), tf.add(tf.add(spread(a, a, s1), spread(b, b, s2)), c2));
  const found = tf.mean(tf.mean(tf.div(above, below), [1, 2]), -1);
  return alone ? tf.squeeze(found, [0]) : found;
}

/** Windows of images as channels: row, column, channel. */
function patches(call: OperationCall): tf.Tensor {
  const stated = call.json('size');
  const rank = Array.isArray(stated) ? stated.length : 2;
  if (rank !== 2) throw new RunStop('Patches of volumes are not supported.');
  const size = perAxis(call, 'size', 2, null);
  const strides = call.raw('strides') === null ? size : perAxis(call, 'strides', 2, null);
  const sliding = {
    strides,
    dilation: perAxis(call, 'dilation_rate', 2, 1),
    padding: call.choice('padding', ['valid', 'same'], 'valid'),
  };
  return asImages(call, 'images', (x) => {
    const channels = x.shape[3] ?? 1;
    const [high = 1, wide = 1] = size;
    const kernel = tf.reshape(tf.eye(high * wide * channels), [high, wide, channels, high * wide * channels]);
    return convolve(floatOnly(x), kernel, sliding, 1);
  });
}

/** Filters over images (`keras/src/backend/tensorflow/image.py`). */
export const FILTERS: Readonly<Record<string, Operation>> = {
  GaussianBlur: operation(['images', 'kernel_size', 'sigma', 'data_format'], gaussianBlur),
  SobelEdges: operation(['images', 'data_format'], sobelEdges),
  SSIM: operation(
    ['image1', 'image2', 'max_val', 'filter_size', 'filter_sigma', 'k1', 'k2', 'data_format'],
    ssim,
  ),
  ExtractPatches: operation(
    ['images', 'size', 'strides', 'dilation_rate', 'padding', 'data_format'],
    patches,
  ),
};
