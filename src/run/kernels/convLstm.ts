import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../ops/anyRank.ts';
import { convolve, type Sliding } from '../ops/convolve.ts';
import { reach, sidesFor } from '../ops/explicitPadding.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import { activate } from './activate.ts';
import type { Cell } from './Cell.ts';
import { cellDropout } from './cellDropout.ts';
import type { KernelCall } from './Kernel.ts';
import { choice, flag, whole, wholes } from './options.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];

/** Size of a convolved axis. */
function convolvedSize(size: number, kernel: number, sliding: Sliding, axis: number): number {
  const window = { size, kernel, stride: sliding.strides[axis] ?? 1, dilation: sliding.dilation[axis] ?? 1 };
  const [before, after] = sidesFor(sliding.padding, window);
  const places = Math.floor((size + before + after - reach(window)) / window.stride) + 1;
  if (places < 1)
    throw new RunStop(`Its kernel reaches over ${reach(window)} places, its input has ${size}.`);
  return places;
}

/**
 * A step of a convolutional LSTM over `rank` axes: gates i, f, c, o along the filters, the input convolved as the options
 * say, the state with `same` padding and no gaps (`keras/src/layers/rnn/conv_lstm.py`).
 */
export const convLstmCell =
  (rank: number) =>
  (call: KernelCall, step: readonly number[]): Cell => {
    if (step.length !== rank + 1)
      throw new RunStop(`Its input has rank ${step.length + 2} where it takes ${rank + 3}.`);
    const { options, weights } = call;
    const layout = choice(options, 'data_format', LAYOUTS);
    const filters = whole(options, 'filters');
    const size = wholes(options, 'kernel_size', rank);
    const first = layout === 'channels_first';
    const channels = (first ? step[0] : step[rank]) ?? 0;
    const spatial = first ? step.slice(1) : step.slice(0, rank);
    const sliding: Sliding = {
      strides: wholes(options, 'strides', rank),
      dilation: wholes(options, 'dilation_rate', rank),
      padding: choice(options, 'padding', ['valid', 'same']),
    };
    const ones = new Array<number>(rank).fill(1);
    const resting: Sliding = { strides: ones, dilation: ones, padding: 'same' };
    const kernel = weights.get('kernel', [...size, channels, 4 * filters]);
    const recurrent = weights.get('recurrent_kernel', [...size, filters, 4 * filters]);
    const bias = flag(options, 'use_bias') ? weights.get('bias', [4 * filters]) : null;
    const across = (x: tf.Tensor, by: tf.Tensor, how: Sliding) =>
      convolve(toChannelsLast(x, layout), by, how, 1);
    // Each gate has an input of its own where dropout takes other values from each.
    const gates = (inputs: readonly tf.Tensor[], by: tf.Tensor, how: Sliding) =>
      inputs.length === 1
        ? across(inputs[0] as tf.Tensor, by, how)
        : tf.concat(
            inputs.map((x, i) => across(x, sliceAxis(by, rank + 1, i * filters, (i + 1) * filters), how)),
            rank + 1,
          );
    const { round } = call.precision;
    const dropout = cellDropout(call, 4);
    const places = spatial.map((length, axis) => convolvedSize(length, size[axis] ?? 1, sliding, axis));
    const state = first ? [filters, ...places] : [...places, filters];
    return {
      states: [state, state],
      step(x, [h, c]) {
        const fresh = round(gates(dropout.inputs(x), kernel, sliding));
        const kept = round(gates(dropout.states(h as tf.Tensor), recurrent, resting));
        const sum = round(tf.add(bias === null ? fresh : round(tf.add(fresh, bias)), kept));
        // An activation may depend on the axis (softmax), so it sees the layer's own layout.
        const gate = (index: number) =>
          fromChannelsLast(sliceAxis(sum, rank + 1, index * filters, (index + 1) * filters), layout);
        const open = (index: number) => round(activate(call, gate(index), 'recurrent_activation'));
        const candidate = round(activate(call, gate(2)));
        const carry = round(
          tf.add(round(tf.mul(open(1), c as tf.Tensor)), round(tf.mul(open(0), candidate))),
        );
        const output = round(tf.mul(open(3), round(activate(call, carry))));
        return { output, states: [output, carry] };
      },
    };
  };
