import * as tf from '@tensorflow/tfjs-core';
import { isArray, isObject, type Json } from '../../model/index.ts';
import { select, sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Value, valuesIn } from '../Value.ts';
import { argument, inputsOf, isTraining, maskOf, onlyKnownArguments } from './callArguments.ts';
import { type Cell, cellOf, outputSize, stackCells } from './cells.ts';
import { innerLayer } from './innerLayer.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { flag } from './options.ts';
import { rankMustBe } from './shapes.ts';
import { unmasked } from './simple.ts';

/** What one pass over the time axis leaves. */
interface Pass {
  /** One output per step, in the order in which the steps were taken. */
  readonly outputs: readonly tf.Tensor[];
  readonly states: readonly tf.Tensor[];
}

/** Masked steps keep their states; their output is the one before, or zero. */
function runSteps(
  cell: Cell,
  steps: readonly tf.Tensor[],
  masks: readonly (tf.Tensor | null)[],
  initial: readonly tf.Tensor[],
  zeroMasked: boolean,
): Pass {
  let states = [...initial];
  let before: tf.Tensor | null = null;
  const outputs = steps.map((x, i) => {
    const next = cell.step(x, states);
    const mask = masks[i] ?? null;
    const zero = tf.zerosLike(next.output);
    const output: tf.Tensor =
      mask === null ? next.output : select(mask, next.output, zeroMasked ? zero : (before ?? zero));
    states = mask === null ? next.states : next.states.map((s, j) => select(mask, s, states[j] as tf.Tensor));
    before = output;
    return output;
  });
  return { outputs, states };
}

function initialStates(call: KernelCall, cell: Cell, batch: number): tf.Tensor[] {
  const inputs = inputsOf(call).slice(1);
  const given = argument(call, Number.POSITIVE_INFINITY, 'initial_state');
  const stated = given === null ? inputs : valuesIn(given);
  if (stated.length === 0) return cell.states.map((size) => tf.zeros([batch, size]));
  if (stated.length !== cell.states.length)
    throw new RunStop(`It is given ${stated.length} initial states where it has ${cell.states.length}.`);
  return stated.map((value, i) => {
    const { tensor } = value;
    if (tensor.rank !== 2 || tensor.shape[0] !== batch || tensor.shape[1] !== cell.states[i])
      throw new RunStop(
        `Its initial state has shape ${tensor.shape.join(' × ')}, its cell ${cell.states[i]} units.`,
      );
    return toFloat(tensor);
  });
}

/** In training mode only dropout changes anything, and that is random. */
function refuseRandom(call: KernelCall): void {
  const random = ['dropout', 'recurrent_dropout'].some((key) => (call.options[key] ?? 0) !== 0);
  if (isTraining(call) && random)
    throw new RunStop('It is called with training=True: its dropout is random.');
}

function loop(call: KernelCall, makeCell: (inputSize: number) => Cell): Value[] {
  onlyKnownArguments(call, ['inputs', 'sequences', 'training', 'mask', 'initial_state']);
  refuseRandom(call);
  const [input] = inputsOf(call);
  if (input === undefined) throw new RunStop('It is called without an input tensor.');
  const timeMajor = flag(call.options, 'time_major');
  const swap = (t: tf.Tensor) => (timeMajor ? tf.transpose(t, [1, 0, 2]) : t);
  const x = swap(toFloat(input.tensor));
  rankMustBe(x, 3);
  const [batch = 1, time = 0, size = 0] = x.shape;
  const cell = makeCell(size);
  const mask = maskOf(call, input);
  const order = [...Array(time).keys()];
  if (flag(call.options, 'go_backwards')) order.reverse();
  const at = (t: tf.Tensor, i: number) => tf.squeeze(sliceAxis(t, 1, i, i + 1), [1]);
  const pass = runSteps(
    cell,
    order.map((i) => at(x, i)),
    mask === null ? [] : order.map((i) => tf.expandDims(at(mask, i), 1)),
    initialStates(call, cell, batch),
    flag(call.options, 'zero_output_for_mask'),
  );
  const last = pass.outputs.at(-1) ?? tf.zeros([batch, outputSize(cell, x)]);
  const sequences = flag(call.options, 'return_sequences');
  const first = sequences ? { tensor: swap(tf.stack([...pass.outputs], 1)), mask } : unmasked(last);
  return flag(call.options, 'return_state') ? [first, ...pass.states.map(unmasked)] : [first];
}

const layer = (call: KernelCall) => loop(call, (size) => cellOf(call, size));

/** A cell given as a config of its own, or several of them. */
function cellFrom(call: KernelCall, value: Json | undefined, path: string, inputSize: number): Cell {
  const inner = innerLayer(value, path === '' ? 'cell' : path);
  if (inner.className === 'StackedRNNCells') return stackFrom(call, inner.config.cells, inputSize);
  return cellOf(
    { ...call.inside(inner), weights: path === '' ? call.weights : call.weights.below(path) },
    inputSize,
  );
}

function stackFrom(call: KernelCall, cells: Json | undefined, inputSize: number): Cell {
  if (!isArray(cells)) throw new RunStop('Its StackedRNNCells states no list of cells.');
  let size = inputSize;
  const made = cells.map((config, i) => {
    const cell = cellFrom(call, isObject(config) ? config : undefined, `cells/${i}`, size);
    size = cell.states[0] ?? size;
    return cell;
  });
  return stackCells(made);
}

/** Recurrent layers. */
export const RECURRENT: KernelTable = {
  SimpleRNN: layer,
  LSTM: layer,
  GRU: layer,
  RNN: (call) => loop(call, (size) => cellFrom(call, call.options.cell, '', size)),
};
