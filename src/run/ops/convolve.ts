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

function windows(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding): WindowAxis[] {
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
function spreadKernel(kernel: tf.Tensor, dilation: readonly number[]): tf.Tensor {
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

/** Output size of a transposed convolution along one axis, as Keras counts it. */
function transposedSize(axis: WindowAxis, padding: 'same' | 'valid', outputPadding: number | null): number {
  if (padding === 'valid')
    return (
      (axis.size - 1) * axis.stride + reach(axis) + (outputPadding ?? Math.max(axis.stride - reach(axis), 0))
    );
  if (outputPadding === null) return axis.size * axis.stride;
  return (axis.size - 1) * axis.stride + (reach(axis) % 2) + outputPadding;
}

/** Channels-last transposed convolution over 1 or 2 axes. `kernel` is `(…, out, in)`. */
export function convolveTransposed(
  x: tf.Tensor,
  kernel: tf.Tensor,
  sliding: Sliding,
  outputPadding: readonly number[] | null,
): tf.Tensor {
  if (sliding.strides.length === 1)
    return flatAgain(
      convolveTransposed(tall(x), tall0(kernel), tall2(sliding), outputPadding && [0, ...outputPadding]),
    );
  const padding = sliding.padding === 'causal' ? 'valid' : sliding.padding;
  const axes = windows(x, kernel, sliding);
  const full = axes.map((axis) => (axis.size - 1) * axis.stride + reach(axis));
  const spread = tf.conv2dTranspose(
    x as tf.Tensor4D,
    spreadKernel(kernel, sliding.dilation) as tf.Tensor4D,
    [x.shape[0] ?? 1, full[0] ?? 1, full[1] ?? 1, kernel.shape[2] ?? 1],
    sliding.strides as [number, number],
    'valid',
  );
  return axes.reduce<tf.Tensor>((result, axis, i) => {
    const size = transposedSize(axis, padding, outputPadding?.[i] ?? null);
    const [before] = sidesFor(padding, { ...axis, size });
    const end = Math.min(before + size, full[i] ?? 0);
    const cut = sliceAxis(result, i + 1, before, end);
    const missing = size - (end - before);
    return padAny(
      cut,
      cut.shape.map((_, at) => [0, at === i + 1 ? missing : 0] as const),
    );
  }, spread);
}

/** One spatial axis is computed as two, the first of size 1. */
const tall = (x: tf.Tensor): tf.Tensor => tf.expandDims(x, 1);
const tall0 = (kernel: tf.Tensor): tf.Tensor => tf.expandDims(kernel, 0);
const flatAgain = (x: tf.Tensor): tf.Tensor => tf.squeeze(x, [1]);
const tall2 = (sliding: Sliding): Sliding => ({
  padding: sliding.padding,
  strides: [1, ...sliding.strides],
  dilation: [1, ...sliding.dilation],
});
