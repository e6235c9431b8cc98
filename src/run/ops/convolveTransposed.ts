import * as tf from '@tensorflow/tfjs-core';
import { padAny, sliceAxis } from './anyRank.ts';
import { flatAgain, type Sliding, spreadKernel, tall, tall0, tall2, windows } from './convolve.ts';
import { reach, sidesFor, type WindowAxis } from './explicitPadding.ts';

/** Output size of a transposed convolution along one axis, as Keras counts it. */
function transposedSize(axis: WindowAxis, padding: 'same' | 'valid', outputPadding: number | null): number {
  if (padding === 'valid')
    return (
      (axis.size - 1) * axis.stride + reach(axis) + (outputPadding ?? Math.max(axis.stride - reach(axis), 0))
    );
  if (outputPadding === null) return axis.size * axis.stride;
  return (axis.size - 1) * axis.stride + (reach(axis) % 2) + outputPadding;
}

/** The whole spread of an input by a kernel `(…, out, in)`: `(size - 1) · stride + reach` places along each axis. */
function spreadPlane(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding, full: readonly number[]): tf.Tensor {
  return tf.conv2dTranspose(
    x as tf.Tensor4D,
    spreadKernel(kernel, sliding.dilation) as tf.Tensor4D,
    [x.shape[0] ?? 1, full[0] ?? 1, full[1] ?? 1, kernel.shape[2] ?? 1],
    sliding.strides as [number, number],
    'valid',
  );
}

/**
 * The same over three axes, as a plain convolution of an input with gaps by the turned kernel: the `conv3dTranspose` of
 * wasm is wrong with more than one channel.
 */
function spreadSpace(x: tf.Tensor, kernel: tf.Tensor, sliding: Sliding): tf.Tensor {
  const gaps = [1, ...sliding.strides, 1];
  const wide = spreadKernel(kernel, sliding.dilation);
  const [depth = 1, height = 1, width = 1, out = 1, channels = 1] = wide.shape;
  const sides = [depth, height, width].map((size) => [size - 1, size - 1] as const);
  const padded = padAny(spreadKernel(x, gaps), [[0, 0], ...sides, [0, 0]]);
  const turned = tf.reshape(
    tf.reverse(tf.reshape(wide, [depth * height * width, out * channels]), 0),
    wide.shape,
  );
  return tf.conv3d(padded as tf.Tensor5D, tf.transpose(turned, [0, 1, 2, 4, 3]) as tf.Tensor5D, 1, 'valid');
}

/** Channels-last transposed convolution over 1, 2 or 3 axes. `kernel` is `(…, out, in)`. */
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
  const spread = axes.length === 3 ? spreadSpace(x, kernel, sliding) : spreadPlane(x, kernel, sliding, full);
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
