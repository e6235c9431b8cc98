import * as tf from '@tensorflow/tfjs-core';
import { isArray, isObject, type Json } from '../../model/index.ts';
import { sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import type { Cell } from './Cell.ts';
import { wholeDropout } from './cellDropout.ts';
import { cellOf, stackCells } from './cells.ts';
import { cudnnCall } from './cudnn.ts';
import { innerLayer } from './innerLayer.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { flag, mustBe } from './options.ts';
import { recurrentArguments } from './recurrentArguments.ts';
import { runSteps, type ZeroRule } from './runSteps.ts';
import { unmasked } from './simple.ts';

function initialStates(stated: readonly Value[], cell: Cell, batch: number): tf.Tensor[] {
  if (stated.length === 0) return cell.states.map((shape) => tf.zeros([batch, ...shape]));
  if (stated.length !== cell.states.length)
    throw new RunStop(`It is given ${stated.length} initial states where it has ${cell.states.length}.`);
  return stated.map(({ tensor }, i) => {
    const wanted = [batch, ...(cell.states[i] ?? [])];
    if (tensor.shape.join() !== wanted.join())
      throw new RunStop(
        `Its initial state has shape ${tensor.shape.join(' × ')} where it takes ${wanted.join(' × ')}.`,
      );
    return toFloat(tensor);
  });
}

/** The convolutional layers of Keras 2 do not hand `zero_output_for_mask` on (`keras/layers/rnn/base_conv_rnn.py`). */
function zeroRule(call: KernelCall): ZeroRule {
  const deaf = call.className.startsWith('ConvLSTM') && call.version?.generation !== 3;
  if (deaf || !flag(call.options, 'zero_output_for_mask')) return 'never';
  return flag(call.options, 'unroll') ? 'afterwards' : 'at each step';
}

/** `makeCell` takes the shape of one step, without batch and time. */
function loop(call: KernelCall, makeCell: (step: readonly number[]) => Cell): Value[] {
  const given = recurrentArguments(call);
  const timeMajor = flag(call.options, 'time_major');
  if (timeMajor && call.className.startsWith('ConvLSTM'))
    throw new RunStop('Its option time_major = true is not supported.');
  // Also a mask lies as the input does.
  const swap = (t: tf.Tensor) =>
    timeMajor ? tf.transpose(t, [1, 0, ...[...Array(t.rank).keys()].slice(2)]) : t;
  if (given.input.rank < 3)
    throw new RunStop(`Its input has rank ${given.input.rank}; it needs batch, time and values.`);
  const x = swap(wholeDropout(call, toFloat(given.input)));
  const mask = given.mask === null ? null : swap(given.mask);
  const [batch = 1, time = 0, ...step] = x.shape;
  const cell = makeCell(step);
  const at = (t: tf.Tensor, i: number) => tf.squeeze(sliceAxis(t, 1, i, i + 1), [1]);
  const order = [...Array(time).keys()];
  const pass = runSteps(cell, {
    steps: order.map((i) => at(x, i)),
    masks: mask === null ? null : order.map((i) => at(mask, i)),
    backwards: flag(call.options, 'go_backwards'),
    initial: initialStates(given.states, cell, batch),
    zero: zeroRule(call),
  });
  const empty = () => tf.zeros([batch, ...(cell.states[0] ?? [])]);
  const all = () =>
    time === 0 ? tf.zeros([batch, 0, ...(cell.states[0] ?? [])]) : tf.stack([...pass.outputs], 1);
  const first = flag(call.options, 'return_sequences')
    ? { tensor: swap(all()), mask: given.passed }
    : unmasked(pass.last ?? empty());
  return flag(call.options, 'return_state') ? [first, ...pass.states.map(unmasked)] : [first];
}

const layer = (call: KernelCall) => loop(call, (step) => cellOf(call, step));

/** A cell given as a config of its own, or several of them. */
function cellFrom(call: KernelCall, value: Json | undefined, path: string, step: readonly number[]): Cell {
  const inner = innerLayer(value, path === '' ? 'cell' : path);
  if (inner.className === 'StackedRNNCells') return stackFrom(call, call.inside(inner), step);
  return cellOf(
    { ...call.inside(inner), weights: path === '' ? call.weights : call.weights.below(path) },
    step,
  );
}

function stackFrom(call: KernelCall, stack: KernelCall, step: readonly number[]): Cell {
  mustBe(stack.options, 'reverse_state_order', false, null);
  const cells = stack.options.cells;
  if (!isArray(cells) || cells.length === 0)
    throw new RunStop('Its StackedRNNCells states no list of cells.');
  let size = step;
  const made = cells.map((config, i) => {
    const cell = cellFrom(call, isObject(config) ? config : undefined, `cells/${i}`, size);
    size = cell.states[0] ?? size;
    return cell;
  });
  return stackCells(made);
}

/** Recurrent layers. A stateful one starts at zero, as it does in a model that was just loaded. */
export const RECURRENT: KernelTable = {
  SimpleRNN: layer,
  LSTM: layer,
  GRU: layer,
  ConvLSTM1D: layer,
  ConvLSTM2D: layer,
  ConvLSTM3D: layer,
  CuDNNLSTM: (call) => layer(cudnnCall(call, 'LSTM')),
  CuDNNGRU: (call) => layer(cudnnCall(call, 'GRU')),
  RNN: (call) => loop(call, (step) => cellFrom(call, call.options.cell, '', step)),
};
