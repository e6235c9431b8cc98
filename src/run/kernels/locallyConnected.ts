import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { elementsOf, type LocalAxis, localWindows, type Order } from '../ops/localWindows.ts';
import { RunStop } from '../RunStop.ts';
import { activate } from './activate.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { choice, flag, whole, wholes } from './options.ts';
import { rankMustBe } from './shapes.ts';
import { simpleFloat } from './simple.ts';

/** The layer laid out for one input. */
interface Plan {
  readonly order: Order;
  readonly channels: number;
  readonly filters: number;
  /** Sizes of the spatial axes. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** For each output place the input places that it sees. */
  readonly windows: readonly (readonly number[])[];
  readonly kernelSize: readonly number[];
}

const product = (sizes: readonly number[]): number => sizes.reduce((n, size) => n * size, 1);

function planOf(call: KernelCall, x: tf.Tensor, rank: number): Plan {
  const order = choice(call.options, 'data_format', ['channels_last', 'channels_first'] as const);
  const [, ...sizes] = x.shape;
  const [channels = 0, inputs] =
    order === 'channels_first' ? [sizes[0], sizes.slice(1)] : [sizes[rank], sizes.slice(0, rank)];
  const kernelSize = wholes(call.options, 'kernel_size', rank);
  const strides = wholes(call.options, 'strides', rank);
  const axes = inputs.map(
    (size, i): LocalAxis => ({ size, kernel: kernelSize[i] ?? 1, stride: strides[i] ?? 1 }),
  );
  if (axes.some(({ kernel, stride }) => kernel < 1 || stride < 1))
    throw new RunStop('Its kernel_size and strides must be at least 1.');
  const { outputs, windows } = localWindows(axes, choice(call.options, 'padding', ['valid', 'same']));
  if (windows.length === 0) throw new RunStop(`Its kernel is larger than its input (${inputs.join(' × ')}).`);
  return { order, channels, filters: whole(call.options, 'filters'), inputs, outputs, windows, kernelSize };
}

/** Puts `(batch, places, filters)` into the order of the layer. */
function ordered(result: tf.Tensor, { order, outputs, filters }: Plan): tf.Tensor {
  const batch = result.shape[0] ?? 1;
  if (order === 'channels_last') return tf.reshape(result, [batch, ...outputs, filters]);
  return tf.reshape(tf.transpose(result, [0, 2, 1]), [batch, filters, ...outputs]);
}

/** One matrix per output place: `(places, kernel · channels, filters)`. */
function byPatches(x: tf.Tensor, call: KernelCall, plan: Plan): tf.Tensor {
  if (call.options.padding !== 'valid') throw new RunStop('Its implementation 1 has padding "valid" only.');
  const { windows, channels, filters, inputs, order, kernelSize } = plan;
  const width = product(kernelSize) * channels;
  const kernel = call.weights.get('kernel', [windows.length, width, filters]);
  const picks = windows.flatMap((places) => elementsOf(places, channels, product(inputs), order));
  const flat = tf.reshape(x, [x.shape[0] ?? 1, -1]);
  const patches = tf.reshape(tf.gather(flat, tf.tensor1d(picks, 'int32'), 1), [-1, windows.length, width]);
  const result = tf.matMul(tf.transpose(patches, [1, 0, 2]), kernel);
  return ordered(tf.transpose(result, [1, 0, 2]), plan);
}

/** One matrix from all inputs to all outputs, zero where nothing is connected. */
function byMatrix(x: tf.Tensor, call: KernelCall, plan: Plan): tf.Tensor {
  const { windows, channels, filters, inputs, outputs, order } = plan;
  const places = product(inputs);
  const first = order === 'channels_first';
  const shape = first
    ? [channels, ...inputs, filters, ...outputs]
    : [...inputs, channels, ...outputs, filters];
  const kernel = call.weights.get('kernel', shape);
  const connected = new Float32Array(places * windows.length);
  windows.forEach((seen, output) => {
    for (const input of seen) connected[input * windows.length + output] = 1;
  });
  const mask = tf.tensor(connected, first ? [1, places, 1, windows.length] : [places, 1, windows.length, 1]);
  const grouped = first
    ? [channels, places, filters, windows.length]
    : [places, channels, windows.length, filters];
  const matrix = tf.reshape(tf.mul(tf.reshape(kernel, grouped), mask), [
    places * channels,
    windows.length * filters,
  ]);
  const flat = tf.matMul(tf.reshape(x, [x.shape[0] ?? 1, -1]), matrix as tf.Tensor2D);
  return tf.reshape(flat, [x.shape[0] ?? 1, ...(first ? [filters, ...outputs] : [...outputs, filters])]);
}

/** Only the connected weights, by output element, then by input element. */
function bySparseMatrix(x: tf.Tensor, call: KernelCall, plan: Plan): tf.Tensor {
  const { windows, channels, filters, inputs, outputs, order } = plan;
  const seen = windows.map((places) => elementsOf(places, channels, product(inputs), order));
  const first = order === 'channels_first';
  const every = [...Array(filters).keys()];
  const rows = first ? every.flatMap(() => seen) : seen.flatMap((row) => every.map(() => row));
  const longest = Math.max(...rows.map((row) => row.length));
  const count = rows.reduce((n, row) => n + row.length, 0);
  const kernel = call.weights.get('kernel', [count]);
  let at = 0;
  const starts = rows.map((row) => {
    at += row.length;
    return at - row.length;
  });
  const table = (entry: (row: readonly number[], i: number, k: number) => number) =>
    tf.tensor1d(
      rows.flatMap((row, i) =>
        [...Array(longest).keys()].map((k) => (k < row.length ? entry(row, i, k) : 0)),
      ),
      'int32',
    );
  const picked = tf.gather(
    tf.reshape(x, [x.shape[0] ?? 1, -1]),
    table((row, _, k) => row[k] ?? 0),
    1,
  );
  const weights = tf.gather(
    kernel,
    table((_, i, k) => (starts[i] ?? 0) + k),
  );
  const products = tf.mul(picked, tf.reshape(weights, [1, -1]));
  const valid = tf.cast(
    table(() => 1),
    'bool',
  );
  const kept = select(tf.reshape(valid, [1, -1]), products, tf.zerosLike(products));
  const sums = tf.sum(tf.reshape(kept, [x.shape[0] ?? 1, rows.length, longest]), 2);
  return tf.reshape(sums, [x.shape[0] ?? 1, ...(first ? [filters, ...outputs] : [...outputs, filters])]);
}

const WAYS: Readonly<Record<number, (x: tf.Tensor, call: KernelCall, plan: Plan) => tf.Tensor>> = {
  1: byPatches,
  2: byMatrix,
  3: bySparseMatrix,
};

const locallyConnected = (rank: number): Kernel =>
  simpleFloat('ends', (x, call) => {
    rankMustBe(x, rank + 2);
    const plan = planOf(call, x, rank);
    const way = WAYS[whole(call.options, 'implementation')];
    if (way === undefined)
      throw new RunStop(`Its option implementation = ${call.options.implementation} is not supported.`);
    const result = way(x, call, plan);
    if (!flag(call.options, 'use_bias')) return activate(call, result);
    const bias = call.weights.get('bias', [...plan.outputs, plan.filters]);
    // Keras reshapes the bias for channels_first where it would have to transpose it.
    return activate(call, tf.add(result, tf.reshape(bias, [1, ...result.shape.slice(1)])));
  });

/** Convolutions of Keras 2 with a kernel of its own at each place (`keras/layers/locally_connected`). */
export const LOCALLY_CONNECTED: KernelTable = {
  LocallyConnected1D: locallyConnected(1),
  LocallyConnected2D: locallyConnected(2),
};
