import * as tf from '@tensorflow/tfjs-core';
import { convolve, convolveDepthwise, type Sliding } from '../ops/convolve.ts';
import { convolveTransposed } from '../ops/convolveTransposed.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import { activate } from './activate.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { choice, flag, mustBe, whole, wholes } from './options.ts';
import { axisSize, rankMustBe } from './shapes.ts';
import { simpleFloat } from './simple.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];

function slidingOf(call: KernelCall, rank: number, causal: boolean): Sliding {
  const paddings: readonly Sliding['padding'][] = causal ? ['valid', 'same', 'causal'] : ['valid', 'same'];
  const sliding = {
    strides: wholes(call.options, 'strides', rank),
    dilation: wholes(call.options, 'dilation_rate', rank),
    padding: choice(call.options, 'padding', paddings),
  };
  if ([...sliding.strides, ...sliding.dilation].some((n) => n < 1))
    throw new RunStop('Its strides and dilation_rate must be at least 1.');
  return sliding;
}

/** Runs a convolution in channels-last order, adds the bias and activates. */
function framed(
  call: KernelCall,
  input: tf.Tensor,
  rank: number,
  compute: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  rankMustBe(input, rank + 2);
  mustBe(call.options, 'rank', rank, null);
  const layout = choice(call.options, 'data_format', LAYOUTS);
  const result = call.precision.roundProduct(compute(toChannelsLast(input, layout)));
  const biased = flag(call.options, 'use_bias')
    ? tf.add(result, call.weights.get('bias', [axisSize(result, -1)]))
    : result;
  // An activation may depend on the axis (softmax), so it sees the layer's own layout.
  return activate(call, fromChannelsLast(call.precision.roundProduct(biased), layout));
}

const plainConv = (rank: number) =>
  simpleFloat('ends', (input, call) =>
    framed(call, input, rank, (x) => {
      const filters = whole(call.options, 'filters');
      const groups = whole(call.options, 'groups');
      const channels = axisSize(x, -1);
      if (groups < 1 || channels % groups !== 0 || filters % groups !== 0)
        throw new RunStop(
          `Its option groups = ${groups} does not divide ${channels} channels and ${filters} filters.`,
        );
      const size = wholes(call.options, 'kernel_size', rank);
      const kernel = call.weights.get('kernel', [...size, channels / groups, filters]);
      return convolve(x, kernel, slidingOf(call, rank, rank === 1), groups);
    }),
  );

/** The 3D layer of Keras 2 hands its dilation to nobody (`keras/layers/convolutional/conv3d_transpose.py`). */
function transposedSliding(call: KernelCall, rank: number): Sliding {
  const sliding = slidingOf(call, rank, false);
  const deaf = rank === 3 && call.version?.generation === 2;
  return deaf ? { ...sliding, dilation: sliding.dilation.map(() => 1) } : sliding;
}

const transposedConv = (rank: number) =>
  simpleFloat('ends', (input, call) =>
    framed(call, input, rank, (x) => {
      mustBe(call.options, 'groups', 1);
      const size = wholes(call.options, 'kernel_size', rank);
      const kernel = call.weights.get('kernel', [...size, whole(call.options, 'filters'), axisSize(x, -1)]);
      const extra =
        call.options.output_padding === null ? null : wholes(call.options, 'output_padding', rank);
      return convolveTransposed(x, kernel, transposedSliding(call, rank), extra);
    }),
  );

/** tf.keras uses the first stride for both axes of a 1D layer; there is only one to use. */
function depthwise(call: KernelCall, x: tf.Tensor, rank: number, roles: readonly string[]): tf.Tensor {
  const size = wholes(call.options, 'kernel_size', rank);
  const multiplier = whole(call.options, 'depth_multiplier');
  const kernel = call.weights.get(roles, [...size, axisSize(x, -1), multiplier]);
  return convolveDepthwise(x, kernel, slidingOf(call, rank, rank === 1));
}

const depthwiseConv = (rank: number) =>
  simpleFloat('ends', (input, call) =>
    framed(call, input, rank, (x) => depthwise(call, x, rank, ['kernel', 'depthwise_kernel'])),
  );

const separableConv = (rank: number) =>
  simpleFloat('ends', (input, call) =>
    framed(call, input, rank, (x) => {
      const spread = call.precision.roundProduct(depthwise(call, x, rank, ['depthwise_kernel']));
      const ones = new Array<number>(rank).fill(1);
      const point = call.weights.get('pointwise_kernel', [
        ...ones,
        axisSize(spread, -1),
        whole(call.options, 'filters'),
      ]);
      return convolve(spread, point, { strides: ones, dilation: ones, padding: 'valid' }, 1);
    }),
  );

/** Convolution layers. */
export const CONVOLUTION: KernelTable = {
  Conv1D: plainConv(1),
  Conv2D: plainConv(2),
  Conv3D: plainConv(3),
  Conv1DTranspose: transposedConv(1),
  Conv2DTranspose: transposedConv(2),
  Conv3DTranspose: transposedConv(3),
  DepthwiseConv1D: depthwiseConv(1),
  DepthwiseConv2D: depthwiseConv(2),
  SeparableConv1D: separableConv(1),
  SeparableConv2D: separableConv(2),
};
