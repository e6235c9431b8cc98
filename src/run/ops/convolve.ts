import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { padAny, sliceAxis } from './anyRank.ts';
import { reach, type Sides, sidesFor, type WindowAxis } from './explicitPadding.ts';

/** How a kernel slides: one entry per spatial axis. */
export interface Sliding {
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: 'same' | 'valid' | 'causal';
}

/** The window along one spatial axis of a channels-last input. */
function windowAt(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding, axis: number): WindowAxis {
  return {
    size: x.shape[axis + 1] ?? 0,
    kernel: kernel.shape[axis] ?? 0,
    stride: sliding.strides[axis] ?? 1,
    dilation: sliding.dilation[axis] ?? 1,
  };
}

/** The windows along all spatial axes. */
export function windows(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding): WindowAxis[] {
  return sliding.strides.map((_, axis) => windowAt(x, kernel, sliding, axis));
}

/** Pads as TensorFlow would; refuses a kernel that reaches beyond what it slides over. */
function padded(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding): tf.Tensor {
  const axes = windows(x, kernel, sliding);
  const sides = axes.map((axis) => sidesFor(sliding.padding, axis));
  axes.forEach((axis, i) => {
    const [before, after] = sides[i] as Sides;
    if (axis.size + before + after < reach(axis))
      throw new RunStop(`Its kernel reaches over ${reach(axis)} places, its input has ${axis.size}.`);
  });
  return padAny(x, [[0, 0], ...sides, [0, 0]]);
}

/** Widens a kernel by zeros between its entries, for what cannot dilate by itself. */
export function spreadKernel(kernel: tf.Tensor, dilation: readonly number[]): tf.Tensor {
  return dilation.reduce<tf.Tensor>((wide, rate, axis) => {
    if (rate === 1) return wide;
    const size = wide.shape[axis] ?? 1;
    const before = wide.shape.slice(0, axis).reduce((n, s) => n * s, 1);
    const after = wide.shape.slice(axis + 1).reduce((n, s) => n * s, 1);
    const gaps = padAny(tf.reshape(wide, [before, size, 1, after]), [
      [0, 0],
      [0, 0],
      [0, rate - 1],
      [0, 0],
    ]);
    const shape = wide.shape.map((s, i) => (i === axis ? size * rate : s));
    return sliceAxis(tf.reshape(gaps, shape), axis, 0, (size - 1) * rate + 1);
  }, kernel);
}

type Raw = (
  x: tf.Tensor,
  kernel: tf.Tensor,
  strides: readonly number[],
  dilation: readonly number[],
) => tf.Tensor;

const RAW: Readonly<Record<number, Raw>> = {
  2: (x, kernel, strides, dilation) =>
    tf.conv2d(
      x as tf.Tensor4D,
      kernel as tf.Tensor4D,
      strides as [number, number],
      'valid',
      'NHWC',
      dilation as [number, number],
    ),
  3: (x, kernel, strides, dilation) =>
    tf.conv3d(
      x as tf.Tensor5D,
      spreadKernel(kernel, dilation) as tf.Tensor5D,
      strides as [number, number, number],
      'valid',
    ),
};

/** Channels-last convolution over 1, 2 or 3 axes, in groups. `kernel` is `(…, in / groups, out)`. */
export function convolve(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding, groups: number): tf.Tensor {
  if (sliding.strides.length === 1)
    return flatAgain(convolve(tall(x), tall0(kernel), tall2(sliding), groups));
  const wide = padded(x, kernel, sliding);
  const mixed = Math.max(...sliding.strides) > 1 && Math.max(...sliding.dilation) > 1;
  const filter = mixed ? spreadKernel(kernel, sliding.dilation) : kernel;
  const dilation = mixed ? sliding.dilation.map(() => 1) : sliding.dilation;
  const raw = RAW[sliding.strides.length] as Raw;
  if (groups === 1) return raw(wide, filter, sliding.strides, dilation);
  const inputs = tf.split(wide, groups, wide.rank - 1);
  const filters = tf.split(filter, groups, filter.rank - 1);
  return tf.concat(
    inputs.map((part, i) => raw(part, filters[i] as tf.Tensor, sliding.strides, dilation)),
    wide.rank - 1,
  );
}

/** Channels-last depthwise convolution over 1 or 2 axes. `kernel` is `(…, in, multiplier)`. */
export function convolveDepthwise(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding): tf.Tensor {
  if (sliding.strides.length === 1)
    return flatAgain(convolveDepthwise(tall(x), tall0(kernel), tall2(sliding)));
  const wide = padded(x, kernel, sliding);
  const mixed = Math.max(...sliding.strides) > 1 && Math.max(...sliding.dilation) > 1;
  return tf.depthwiseConv2d(
    wide as tf.Tensor4D,
    (mixed ? spreadKernel(kernel, sliding.dilation) : kernel) as tf.Tensor4D,
    sliding.strides as [number, number],
    'valid',
    'NHWC',
    (mixed ? [1, 1] : sliding.dilation) as [number, number],
  );
}

/** One spatial axis is computed as two, the first of size 1. */
export const tall = (x: tf.Tensor): tf.Tensor => tf.expandDims(x, 1);
/** The kernel for it. */
export const tall0 = (kernel: tf.Tensor): tf.Tensor => tf.expandDims(kernel, 0);
/** Back to one axis. */
export const flatAgain = (x: tf.Tensor): tf.Tensor => tf.squeeze(x, [1]);
/** How that kernel slides. */
export const tall2 = (sliding: Sliding): Sliding => ({
  padding: sliding.padding,
  strides: [1, ...sliding.strides],
  dilation: [1, ...sliding.dilation],
});
