import * as tf from '@tensorflow/tfjs-core';
import { toBool, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { minus, total } from './exact.ts';
import { alongAxis, type NumberType, reduceLines } from './HostArray.ts';
import { type Makes, type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { numeric, widen } from './promote.ts';
import { floatOnly } from './unary.ts';

const REDUCED = ['x', 'axis', 'keepdims'];
type Reduce = (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor;
type Line = (line: readonly number[]) => number;

const reduce = (
  compute: Reduce,
  prepare: (x: tf.Tensor) => tf.Tensor = (x) => x,
  makes: Makes = 'operands',
): Operation =>
  operation(
    REDUCED,
    (call) => {
      const x = prepare(call.tensor('x'));
      return compute(x, call.axes('axis', x.rank), call.flag('keepdims'));
    },
    makes,
  );

/** By a function of the numbers of a line; the type is that of the input as `prepare` leaves it. */
const lines = (compute: Line, prepare: (x: tf.Tensor) => tf.Tensor, makes: Makes = 'operands'): Operation =>
  reduce((x, axes, keep) => reduceLines(x, axes, keep, x.dtype as NumberType, compute), prepare, makes);

const variance: Reduce = (x, axes, keep) => {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  return tf.mean(tf.square(centred), axes, keep);
};

const known = (line: readonly number[]): number[] => line.filter((value) => !Number.isNaN(value));
const sum: Line = (line) => line.reduce((all, value) => all + value, 0);
const productOf: Line = (line) => line.reduce((all, value) => all * value, 1);
const mean: Line = (line) => sum(line) / line.length;
const spread: Line = (line) => {
  const centre = mean(line);
  return mean(line.map((value) => (value - centre) ** 2));
};

const largest: Reduce = (x, axes, keep) =>
  x.dtype === 'bool' ? tf.any(x, axes, keep) : tf.max(x, axes, keep);
const smallest: Reduce = (x, axes, keep) =>
  x.dtype === 'bool' ? tf.all(x, axes, keep) : tf.min(x, axes, keep);

/** NaN stands for itself: the kernels of the backends skip it. */
const withNaN =
  (compute: Reduce): Reduce =>
  (x, axes, keep) => {
    const reduced = compute(x, axes, keep);
    if (x.dtype !== 'float32') return reduced;
    const holes = tf.any(tf.isNaN(x), axes, keep);
    return tf.where(holes, tf.fill(reduced.shape, Number.NaN), reduced);
  };

const max = withNaN(largest);
const min = withNaN(smallest);

/** `initial` is one more value to compare with. */
const bounded = (compute: Reduce, join: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Operation =>
  operation([...REDUCED, 'initial'], (call) => {
    const x = call.tensor('x');
    if (x.size === 0) throw new RunStop('It reduces a tensor without values.');
    const reduced = compute(x, call.axes('axis', x.rank), call.flag('keepdims'));
    if (call.raw('initial') === null) return reduced;
    const start = call.tensor('initial');
    if (x.dtype === 'bool') return toBool(join(tf.cast(reduced, 'int32'), tf.cast(start, 'int32')));
    if (x.dtype === 'int32' && start.dtype === 'float32')
      throw new RunStop('Its argument initial is no whole number, and its input holds them.');
    return join(reduced, widen(start, x.dtype as NumberType));
  });

function product(call: OperationCall): tf.Tensor {
  // TensorFlow hears that a type is stated, and not which.
  const x = call.raw('dtype') === null ? numeric(call.tensor('x')) : call.tensor('x');
  if (x.dtype === 'bool') throw new RunStop('It multiplies booleans.');
  return reduceLines(x, call.axes('axis', x.rank), call.flag('keepdims'), x.dtype as NumberType, productOf);
}

/** The first of equal values counts; NaN is never larger or smaller, and -0 lies below 0. */
const arg = (better: (a: number, b: number) => boolean, skip: boolean): Operation =>
  operation(REDUCED, (call) => argumentOf(call, better, skip), 'places');

function argumentOf(
  call: OperationCall,
  better: (a: number, b: number) => boolean,
  skip: boolean,
): tf.Tensor {
  const x = call.tensor('x');
  const all = call.raw('axis') === null;
  const flat = all ? tf.reshape(x, [-1]) : x;
  const axis = all ? 0 : call.axis('axis', x.rank);
  const float = x.dtype === 'float32';
  const found = alongAxis(flat, axis, 'int32', (line) => [placeOf(line, better, skip && float)]);
  if (!call.flag('keepdims')) return tf.squeeze(found, [axis]);
  const single = x.shape.map(() => 1);
  return all ? tf.reshape(found, single) : found;
}

function placeOf(line: readonly number[], better: (a: number, b: number) => boolean, skip: boolean): number {
  if (skip && known(line).length === 0) return -1;
  let [best, held] = [0, better(1, 0) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY];
  line.forEach((value, i) => {
    if (better(value, held)) [best, held] = [i, value];
  });
  return best;
}

const below = (a: number, b: number): boolean => a < b || (a === b && Object.is(a, -0) && Object.is(b, 0));

/** Infinities alone stay what they are: the largest value counts as 0 when it is none. */
function logSumExp(x: tf.Tensor, axes: number[], keep: boolean): tf.Tensor {
  return reduceLines(x, axes, keep, 'float32', (line) => {
    const highest = line.some(Number.isNaN) ? Number.NaN : Math.max(...line);
    if (Number.isNaN(highest)) return highest;
    const base = Number.isFinite(highest) ? highest : 0;
    return base + Math.log(sum(line.map((value) => Math.exp(value - base))));
  });
}

/** Operators that reduce axes (`keras/src/backend/tensorflow/numpy.py`). */
export const REDUCTION: Readonly<Record<string, Operation>> = {
  Sum: reduce(total, numeric, 'sums'),
  Mean: reduce(tf.mean, toFloat),
  Max: bounded(max, tf.maximum),
  Min: bounded(min, tf.minimum),
  Amax: bounded(max, tf.maximum),
  Amin: bounded(min, tf.minimum),
  Ptp: reduce((x, axes, keep) => {
    if (x.dtype === 'bool') throw new RunStop('It subtracts booleans.');
    return minus(max(x, axes, keep), min(x, axes, keep));
  }),
  Prod: operation([...REDUCED, 'dtype'], product, 'sums'),
  Var: reduce(variance, toFloat),
  Std: reduce((x, axes, keep) => tf.sqrt(variance(x, axes, keep)), toFloat),
  Logsumexp: reduce(logSumExp, floatOnly),
  Any: reduce((x, axes, keep) => tf.any(x, axes, keep), toBool),
  All: reduce((x, axes, keep) => tf.all(x, axes, keep), toBool),
  Argmax: arg((a, b) => below(b, a), false),
  Argmin: arg(below, false),
  Nanargmax: arg((a, b) => below(b, a), true),
  Nanargmin: arg(below, true),
  Nansum: lines((line) => sum(known(line)), numeric, 'sums'),
  Nanmean: lines((line) => mean(known(line)), toFloat),
  Nanprod: lines((line) => productOf(known(line)), numeric, 'sums'),
  Nanvar: lines((line) => spread(known(line)), toFloat),
  Nanstd: lines((line) => Math.sqrt(spread(known(line))), toFloat),
  Nanmax: nanExtreme(largest, (line) => Math.max(...known(line))),
  Nanmin: nanExtreme(smallest, (line) => Math.min(...known(line))),
};

function nanExtreme(whole: Reduce, float: Line): Operation {
  return reduce((x, axes, keep) => {
    if (x.dtype !== 'float32') return whole(x, axes, keep);
    return reduceLines(x, axes, keep, 'float32', (line) =>
      known(line).length === 0 ? Number.NaN : float(line),
    );
  });
}
