import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { alongAxis, gathered, type NumberType } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { roundEven } from './special.ts';

const order = (a: number, b: number): number => a - b;

/** TensorFlow leaves open where NaN ends up. */
export function refuseNaN(line: number[]): number[] {
  if (line.some(Number.isNaN)) throw new RunStop('It sorts NaN, whose place TensorFlow leaves open.');
  return line;
}

/** The axis to sort along; None means all values in one line. */
export function lineOf(call: OperationCall, x: tf.Tensor, fallback: number | null): [tf.Tensor, number] {
  const stated = call.has('axis') ? call.raw('axis') !== null : fallback !== null;
  return stated ? [x, call.axis('axis', x.rank, fallback)] : [tf.reshape(x, [-1]), 0];
}

function sort(call: OperationCall): tf.Tensor {
  const [x, axis] = lineOf(call, call.tensor('x'), -1);
  return alongAxis(x, axis, x.dtype as NumberType, (line) => refuseNaN(line).sort(order));
}

function argSort(call: OperationCall): tf.Tensor {
  const [x, axis] = lineOf(call, call.tensor('x'), -1);
  if (x.rank === 0) return tf.tensor([0], [1], 'int32');
  return alongAxis(x, axis, 'int32', (line) =>
    refuseNaN(line)
      .map((_, i) => i)
      .sort((a, b) => order(line[a] ?? 0, line[b] ?? 0) || a - b),
  );
}

const METHODS = ['linear', 'lower', 'higher', 'nearest', 'midpoint'] as const;
type Method = (typeof METHODS)[number];
const f = Math.fround;

/** A quantile of sorted numbers (`keras/src/backend/tensorflow/numpy.py`, `_quantile`): places in float64, the rest in float32. */
function quantileAt(sorted: readonly number[], q: number, method: Method): number {
  const exact = (sorted.length - 1) * q;
  const at = (place: number) => sorted[Math.min(sorted.length - 1, Math.max(0, place))] ?? Number.NaN;
  const [lower, higher] = [Math.floor(exact), Math.ceil(exact)];
  if (method === 'lower') return at(lower);
  if (method === 'higher') return at(higher);
  if (method === 'nearest') return at(roundEven(exact));
  if (method === 'midpoint') return f(0.5 * f(at(lower) + at(higher)));
  const large = Math.min(sorted.length - 1, Math.max(0, higher));
  const small = Math.max(large - 1, 0);
  const upper = Math.min(small + 1, sorted.length - 1);
  const share = f(upper - exact);
  return f(f(at(upper) * f(1 - share)) + f(at(small) * share));
}

interface Asked {
  readonly places: readonly number[];
  /** The shape of what was asked: `[]` for one number. */
  readonly shape: readonly number[];
}

function asked(call: OperationCall, percent: boolean): Asked {
  const q = call.raw('q') === null ? tf.scalar(0.5) : call.tensor('q');
  if (q.rank > 1) throw new RunStop('It is asked for quantiles in more than one axis.');
  const scale = (value: number) => (percent ? f(f(value) / 100) : f(value));
  return { places: [...q.dataSync()].map(scale), shape: q.shape };
}

/**
 * Quantiles over axes: those asked for come first. NaN answers NaN, or is left out where `skip` says so (its result for no
 * axis keeps every dimension as one more after all the quantiles).
 */
function quantiles(call: OperationCall, { places, shape }: Asked, skip: boolean, method: Method): tf.Tensor {
  const x = toFloat(call.tensor('x'));
  const axes = call.axes('axis', x.rank);
  const { flat, outer } = gathered(x, axes);
  const last = flat.rank - 1;
  const found = alongAxis(flat, last, 'float32', (line) => {
    const held = skip ? line.filter((value) => !Number.isNaN(value)) : line;
    if (held.length === 0 || held.some(Number.isNaN)) return places.map(() => Number.NaN);
    const sorted = [...held].sort((a, b) => a - b);
    return places.map((q) => quantileAt(sorted, q, method));
  });
  const front = tf.transpose(found, [last, ...[...Array(last).keys()]]);
  const kept = call.flag('keepdims') ? x.shape.map((s, axis) => (axes.includes(axis) ? 1 : s)) : outer;
  return tf.reshape(front, [...shape, ...kept]);
}

const QUANTILE = ['x', 'q', 'axis', 'method', 'keepdims'];
/** `Quantile` forgets its method when it stands in a graph (`keras/src/ops/numpy.py`, `Quantile.call`). */
const quantile = (percent: boolean, skip: boolean): Operation =>
  operation(QUANTILE, (call) => {
    const heard = percent || skip;
    const x = call.tensor('x');
    if (skip && x.dtype !== 'float32') throw new RunStop('It takes floats, in TensorFlow too.');
    return quantiles(
      call,
      asked(call, percent),
      skip,
      heard ? call.choice('method', METHODS, 'linear') : 'linear',
    );
  });
const median = (skip: boolean): Operation =>
  operation(['x', 'axis', 'keepdims', 'q', 'method'], (call) =>
    quantiles(call, { places: [0.5], shape: [] }, skip, 'linear'),
  );

/** Operators that order values. */
export const SORTING: Readonly<Record<string, Operation>> = {
  Sort: operation(['x', 'axis'], sort),
  Argsort: operation(['x', 'axis'], argSort, 'places'),
  Quantile: quantile(false, false),
  Percentile: quantile(true, false),
  Nanquantile: quantile(false, true),
  Nanpercentile: quantile(true, true),
  Median: median(false),
  Nanmedian: median(true),
};
