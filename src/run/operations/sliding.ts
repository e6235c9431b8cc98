import type * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import { isArray, type Json } from '../../model/index.ts';
import { ADAPTIVE_POOLING } from '../kernels/adaptivePooling.ts';
import type { KernelCall } from '../kernels/Kernel.ts';
import { POOLING } from '../kernels/pooling.ts';
import { convolve, convolveDepthwise, type Sliding } from '../ops/convolve.ts';
import { toFloat } from '../ops/elementary.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { floatOnly } from './unary.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];

/** Where the channels are; a file that does not say means Keras' own setting, channels last. */
export function layoutOf(call: OperationCall): Layout {
  return call.choice('data_format', LAYOUTS, 'channels_last');
}

/** One whole number for every axis, or one for each. */
export function perAxis(call: OperationCall, name: string, rank: number, fallback: number | null): number[] {
  const stated = call.json(name, fallback);
  const list = isArray(stated) ? stated : new Array<Json>(rank).fill(stated);
  const full = list.length === 1 ? new Array<Json>(rank).fill(list[0] as Json) : list;
  if (full.length !== rank || !full.every((n) => Number.isInteger(n)))
    throw new RunStop(`Its argument ${name} = ${JSON.stringify(stated)} is not supported.`);
  return full as number[];
}

function slidingOf(call: OperationCall, rank: number): Sliding {
  return {
    strides: perAxis(call, 'strides', rank, 1),
    dilation: perAxis(call, 'dilation_rate', rank, 1),
    padding:
      String(call.json('padding', 'valid')).toLowerCase() === 'same'
        ? 'same'
        : call.choice('padding', ['valid'], 'valid'),
  };
}

/** Runs on channels-last images and brings the result back to the layout. */
function framed(call: OperationCall, compute: (x: tf.Tensor, rank: number) => tf.Tensor): tf.Tensor {
  const layout = layoutOf(call);
  const x = toChannelsLast(floatOnly(call.tensor('inputs')), layout);
  if (x.rank < 3 || x.rank > 5) throw new RunStop(`It slides over an input of ${x.rank} axes.`);
  return fromChannelsLast(compute(x, x.rank - 2), layout);
}

function channelsMatch(x: tf.Tensor, kernel: tf.Tensor): number {
  const [channels, taken] = [x.shape[x.rank - 1] ?? 0, kernel.shape[kernel.rank - 2] ?? 0];
  if (kernel.rank !== x.rank || taken === 0 || channels % taken !== 0)
    throw new RunStop(`Its kernel takes ${taken} channels, its input has ${channels}.`);
  return channels / taken;
}

const conv = (call: OperationCall): tf.Tensor =>
  framed(call, (x, rank) => {
    const kernel = toFloat(call.tensor('kernel'));
    return convolve(x, kernel, slidingOf(call, rank), channelsMatch(x, kernel));
  });

function planar(rank: number): void {
  if (rank > 2) throw new RunStop('It slides over three axes, which Keras refuses too.');
}

/** Keras 3.15 takes both apart; before it TensorFlow was handed them together, which it computes otherwise than it says. */
function refuseStridedDilation({ strides, dilation }: Sliding, version: KerasVersion | null): void {
  if (version === null || (version.generation === 3 && version.minor >= 15)) return;
  if (strides.some((n) => n > 1) && dilation.some((n) => n > 1))
    throw new RunStop(
      'It has strides and a dilation_rate at once, which Keras before 3.15 does not support.',
    );
}

const depthwise = (call: OperationCall, { version }: KernelCall): tf.Tensor =>
  framed(call, (x, rank) => {
    planar(rank);
    refuseStridedDilation(slidingOf(call, rank), version);
    const kernel = toFloat(call.tensor('kernel'));
    if (channelsMatch(x, kernel) !== 1)
      throw new RunStop('Its kernel does not fit the channels of its input.');
    return convolveDepthwise(x, kernel, slidingOf(call, rank));
  });

const separable = (call: OperationCall, { version }: KernelCall): tf.Tensor =>
  framed(call, (x, rank) => {
    planar(rank);
    refuseStridedDilation(slidingOf(call, rank), version);
    const [deep, point] = [
      toFloat(call.tensor('depthwise_kernel')),
      toFloat(call.tensor('pointwise_kernel')),
    ];
    if (channelsMatch(x, deep) !== 1) throw new RunStop('Its kernel does not fit the channels of its input.');
    const spread = convolveDepthwise(x, deep, slidingOf(call, rank));
    const once = { strides: perOne(rank), dilation: perOne(rank), padding: 'valid' as const };
    return convolve(spread, point, once, 1);
  });

const perOne = (rank: number): number[] => new Array<number>(rank).fill(1);

/** The kernel of a layer with the operator's arguments as its options. */
function asLayer(
  table: typeof POOLING,
  name: string,
  site: KernelCall,
  input: tf.Tensor,
  options: KernelCall['options'],
): tf.Tensor {
  const kernel = table[name];
  if (kernel === undefined) throw new RunStop(`It slides over an input of ${input.rank} axes.`);
  const args = [{ kind: 'value', value: { tensor: input, mask: null } }] as const;
  const [value] = kernel({ ...site, className: name, options, args, kwargs: {} });
  return (value as { tensor: tf.Tensor }).tensor;
}

const pool = (kind: 'Max' | 'Average'): Operation =>
  operation(['inputs', 'pool_size', 'strides', 'padding', 'data_format'], (call, site) => {
    const input = floatOnly(call.tensor('inputs'));
    const rank = input.rank - 2;
    const strides = call.raw('strides') === null ? null : perAxis(call, 'strides', rank, null);
    return asLayer(POOLING, `${kind}Pooling${rank}D`, site, input, {
      pool_size: perAxis(call, 'pool_size', rank, null),
      strides,
      padding: call.choice('padding', ['valid', 'same'], 'valid'),
      data_format: layoutOf(call),
    });
  });

const adaptive = (kind: 'Max' | 'Average'): Operation =>
  operation(['inputs', 'output_size', 'data_format'], (call, site) => {
    const input = floatOnly(call.tensor('inputs'));
    const rank = input.rank - 2;
    return asLayer(ADAPTIVE_POOLING, `Adaptive${kind}Pooling${rank}D`, site, input, {
      output_size: perAxis(call, 'output_size', rank, null),
      data_format: layoutOf(call),
    });
  });

const OPTIONS = ['strides', 'padding', 'data_format', 'dilation_rate'];

/** Operators with windows that slide (`keras/src/backend/tensorflow/nn.py`). */
export const SLIDING: Readonly<Record<string, Operation>> = {
  Conv: operation(['inputs', 'kernel', ...OPTIONS], conv),
  DepthwiseConv: operation(['inputs', 'kernel', ...OPTIONS], depthwise),
  SeparableConv: operation(['inputs', 'depthwise_kernel', 'pointwise_kernel', ...OPTIONS], separable),
  MaxPool: pool('Max'),
  AveragePool: pool('Average'),
  AdaptiveMaxPool: adaptive('Max'),
  AdaptiveAveragePool: adaptive('Average'),
};
