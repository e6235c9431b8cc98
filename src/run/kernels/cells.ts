import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../ops/anyRank.ts';
import { halfMatMul } from '../precision/halfMatMul.ts';
import { RunStop } from '../RunStop.ts';
import { activate } from './activate.ts';
import type { Cell } from './Cell.ts';
import { cellDropout, takesGatesApart } from './cellDropout.ts';
import { convLstmCell } from './convLstm.ts';
import type { KernelCall } from './Kernel.ts';
import { flag, whole } from './options.ts';

/**
 * A product, rounded as TensorFlow rounds it when it runs one operation after the other (`model(x)`). Its graphs (`predict`)
 * may join product and bias in bfloat16 and round once; which they join is up to the processor.
 */
const timesOf =
  ({ precision, version }: KernelCall): Times =>
  (a, b) =>
    precision.round(halfMatMul(a, b, precision, version));

const gate = (x: tf.Tensor, units: number, index: number): tf.Tensor =>
  sliceAxis(x, 1, index * units, (index + 1) * units);

type Times = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

interface CellWeights {
  readonly kernel: tf.Tensor;
  readonly recurrent: tf.Tensor;
  readonly bias: tf.Tensor | null;
}

function weightsOf(call: KernelCall, inputSize: number, gates: number, biasRows: number): CellWeights {
  const units = whole(call.options, 'units');
  const width = gates * units;
  return {
    kernel: call.weights.get('kernel', [inputSize, width]),
    recurrent: call.weights.get('recurrent_kernel', [units, width]),
    bias: flag(call.options, 'use_bias')
      ? call.weights.get('bias', biasRows === 1 ? [width] : [biasRows, width])
      : null,
  };
}

const plus = (x: tf.Tensor, bias: tf.Tensor | null): tf.Tensor => (bias === null ? x : tf.add(x, bias));

/** `x · kernel`, gate by gate where each has an input of its own. */
function across(times: Times, inputs: readonly tf.Tensor[], kernel: tf.Tensor, units: number): tf.Tensor {
  const [only, ...more] = inputs;
  if (only !== undefined && more.length === 0) return times(only, kernel);
  const parts = inputs.map((x, index) => times(x, gate(kernel, units, index)));
  return tf.concat(parts, 1);
}

function simpleCell(call: KernelCall, inputSize: number): Cell {
  const units = whole(call.options, 'units');
  const { kernel, recurrent, bias } = weightsOf(call, inputSize, 1, 1);
  const { round } = call.precision;
  const times = timesOf(call);
  const dropout = cellDropout(call, 1);
  return {
    states: [[units]],
    step(x, [h]) {
      const fresh = round(plus(across(times, dropout.inputs(x), kernel, units), bias));
      const sum = round(tf.add(fresh, across(times, dropout.states(h as tf.Tensor), recurrent, units)));
      const output = round(activate(call, sum));
      return { output, states: [output] };
    },
  };
}

/** Gates i, f, c, o. */
function lstmCell(call: KernelCall, inputSize: number): Cell {
  const units = whole(call.options, 'units');
  const { kernel, recurrent, bias } = weightsOf(call, inputSize, 4, 1);
  const { round } = call.precision;
  const times = timesOf(call);
  const dropout = cellDropout(call, 4);
  const biasFirst = takesGatesApart(call);
  const open = (z: tf.Tensor, index: number) =>
    round(activate(call, gate(z, units, index), 'recurrent_activation'));
  return {
    states: [[units], [units]],
    step(x, [h, c]) {
      const fresh = across(times, dropout.inputs(x), kernel, units);
      const kept = across(times, dropout.states(h as tf.Tensor), recurrent, units);
      const z = biasFirst
        ? round(tf.add(round(plus(fresh, bias)), kept))
        : round(plus(round(tf.add(fresh, kept)), bias));
      const candidate = round(activate(call, gate(z, units, 2)));
      const carry = round(
        tf.add(round(tf.mul(open(z, 1), c as tf.Tensor)), round(tf.mul(open(z, 0), candidate))),
      );
      const output = round(tf.mul(open(z, 3), round(activate(call, carry))));
      return { output, states: [output, carry] };
    },
  };
}

/** Gates z, r, h. `reset_after` multiplies by the reset gate after the recurrent kernel, with a bias of its own. */
function gruCell(call: KernelCall, inputSize: number): Cell {
  const units = whole(call.options, 'units');
  const after = flag(call.options, 'reset_after');
  const { kernel, recurrent, bias } = weightsOf(call, inputSize, 3, after ? 2 : 1);
  const { round } = call.precision;
  const times = timesOf(call);
  const dropout = cellDropout(call, 3);
  const row = (index: number) =>
    bias === null ? null : tf.reshape(sliceAxis(bias, 0, index, index + 1), [-1]);
  const inputBias = after ? row(0) : bias;
  const recurrentBias = after ? row(1) : null;
  const open = (x: tf.Tensor, y: tf.Tensor) =>
    round(activate(call, round(tf.add(x, y)), 'recurrent_activation'));
  const candidateOf = (r: tf.Tensor, h: tf.Tensor, whole: tf.Tensor) =>
    after
      ? round(tf.mul(r, gate(whole, units, 2)))
      : round(times(round(tf.mul(r, h)), sliceAxis(recurrent, 1, 2 * units, 3 * units)));
  return {
    states: [[units]],
    step(input, [state]) {
      const h = state as tf.Tensor;
      const seen = dropout.states(h);
      const x = round(plus(across(times, dropout.inputs(input), kernel, units), inputBias));
      const inner = round(plus(across(times, seen, recurrent, units), recurrentBias));
      const z = open(gate(x, units, 0), gate(inner, units, 0));
      const r = open(gate(x, units, 1), gate(inner, units, 1));
      const fresh = candidateOf(r, seen[2] ?? seen[0] ?? h, inner);
      const candidate = round(activate(call, round(tf.add(gate(x, units, 2), fresh))));
      const output = round(tf.add(round(tf.mul(z, h)), round(tf.mul(round(tf.sub(1, z)), candidate))));
      return { output, states: [output] };
    },
  };
}

type MakeCell = (call: KernelCall, step: readonly number[]) => Cell;

/** A cell that multiplies by matrices takes vectors. */
const ofVectors =
  (make: (call: KernelCall, inputSize: number) => Cell): MakeCell =>
  (call, step) => {
    if (step.length !== 1) throw new RunStop(`Its input has rank ${step.length + 2} where it takes 3.`);
    return make(call, step[0] ?? 0);
  };

const CELLS: Readonly<Record<string, MakeCell>> = {
  SimpleRNNCell: ofVectors(simpleCell),
  LSTMCell: ofVectors(lstmCell),
  GRUCell: ofVectors(gruCell),
  SimpleRNN: ofVectors(simpleCell),
  LSTM: ofVectors(lstmCell),
  GRU: ofVectors(gruCell),
  ConvLSTM1D: convLstmCell(1),
  ConvLSTM2D: convLstmCell(2),
  ConvLSTM3D: convLstmCell(3),
};

/** The cell of a class, its weights checked against one step of its input (shape without batch and time). */
export function cellOf(call: KernelCall, step: readonly number[]): Cell {
  const make = Object.hasOwn(CELLS, call.className) ? CELLS[call.className] : undefined;
  if (make === undefined) throw new RunStop(`Its cell ${call.className} is not supported.`);
  return make(call, step);
}

/** Cells on top of each other as one. */
export function stackCells(cells: readonly Cell[]): Cell {
  return {
    states: cells.flatMap((cell) => cell.states),
    step(x, states) {
      let at = 0;
      let output = x;
      const after = cells.flatMap((cell) => {
        const mine = states.slice(at, at + cell.states.length);
        at += cell.states.length;
        const result = cell.step(output, mine);
        output = result.output;
        return result.states;
      });
      return { output, states: after };
    },
  };
}
