import * as tf from '@tensorflow/tfjs-core';
import { padAny } from '../../ops/anyRank.ts';
import { convolve, convolveDepthwise, type Sliding } from '../../ops/convolve.ts';
import { convolveTransposed } from '../../ops/convolveTransposed.ts';
import type { Compute, OpCall } from './OpCall.ts';

/** Runs something that takes channels last on inputs of either layout. */
function channelsLast(call: OpCall, x: tf.Tensor, compute: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  if (!/^NC/.test(call.text('data_format'))) return compute(x);
  const spatial = x.shape.slice(2).map((_, i) => i + 2);
  const back = spatial.map((_, i) => i + 1);
  const last = x.rank - 1;
  return tf.transpose(compute(tf.transpose(x, [0, ...spatial, 1])), [0, last, ...back]);
}

/** The entries of a list attribute that belong to the axes in between. */
function inner(call: OpCall, name: string): number[] {
  const all = call.numbers(name);
  return /^NC/.test(call.text('data_format')) ? all.slice(2) : all.slice(1, -1);
}

/** How it slides, and its input padded where the padding is written out. */
function slidingOf(call: OpCall, x: tf.Tensor): { readonly sliding: Sliding; readonly input: tf.Tensor } {
  const sliding = { strides: inner(call, 'strides'), dilation: inner(call, 'dilations') };
  const padding = call.text('padding');
  if (padding === 'SAME') return { sliding: { ...sliding, padding: 'same' }, input: x };
  if (padding === 'VALID') return { sliding: { ...sliding, padding: 'valid' }, input: x };
  if (padding !== 'EXPLICIT') return call.refuse(`its padding ${padding} is not known.`);
  const sides = call.numbers('explicit_paddings');
  const skip = /^NC/.test(call.text('data_format')) ? 4 : 2;
  const own = sliding.strides.map(
    (_, i) => [sides[skip + 2 * i] ?? 0, sides[skip + 2 * i + 1] ?? 0] as const,
  );
  return {
    sliding: { ...sliding, padding: 'valid' },
    input: padAny(x, [[0, 0], ...own, [0, 0]]),
  };
}

/** Groups are told by the depth of the kernel. */
const convolution: Compute = (call) =>
  channelsLast(call, call.at(0), (x) => {
    const kernel = call.at(1);
    const { sliding, input } = slidingOf(call, x);
    const depth = kernel.shape.at(-2) ?? 1;
    const channels = x.shape.at(-1) ?? 1;
    if (channels % depth !== 0)
      call.refuse(`its kernel is for ${depth} channels, its input has ${channels}.`);
    return convolve(input, kernel, sliding, channels / depth);
  });

const depthwise: Compute = (call) =>
  channelsLast(call, call.at(0), (x) => {
    const { sliding, input } = slidingOf(call, x);
    return convolveDepthwise(input, call.at(1), sliding);
  });

/** What a convolution would have had to be given: TensorFlow states the size of the answer. */
const transposed: Compute = (call) =>
  channelsLast(call, call.at(2), (x) => {
    const kernel = call.at(1);
    const { sliding } = slidingOf(call, x);
    const wanted = [...call.at(0).dataSync()];
    const spatial = /^NC/.test(call.text('data_format')) ? wanted.slice(2) : wanted.slice(1, -1);
    // Rows that the answer has beyond what the kernel reaches are zeros; those before it depend on the size alone.
    const fits = spatial.every((size, i) => {
      const stride = sliding.strides[i] ?? 1;
      const reach = ((kernel.shape[i] ?? 1) - 1) * (sliding.dilation[i] ?? 1) + 1;
      const forward =
        sliding.padding === 'same' ? Math.ceil(size / stride) : Math.ceil((size - reach + 1) / stride);
      return forward === x.shape[i + 1];
    });
    if (!fits) call.refuse(`its output [${wanted}] does not fit its input [${x.shape}].`);
    const extra = spatial.map((size, i) => {
      const stride = sliding.strides[i] ?? 1;
      const reach = ((kernel.shape[i] ?? 1) - 1) * (sliding.dilation[i] ?? 1) + 1;
      const from = ((x.shape[i + 1] ?? 1) - 1) * stride;
      return sliding.padding === 'same' ? size - from - (reach % 2) : size - from - reach;
    });
    return convolveTransposed(x, kernel, sliding, extra);
  });

/** Convolutions: with groups, with explicit padding, and right on every backend. */
export const CONVOLUTIONS: Readonly<Record<string, Compute>> = {
  Conv2D: convolution,
  Conv3D: convolution,
  DepthwiseConv2dNative: depthwise,
  Conv2DBackpropInput: transposed,
  Conv3DBackpropInputV2: transposed,
};
