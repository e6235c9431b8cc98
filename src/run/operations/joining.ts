import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { repeatAxis } from '../kernels/reshaping.ts';
import { pickAxis, sliceAxis } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { commonType, promote, widen } from './promote.ts';

/** Joins along an axis. Booleans travel as whole numbers: not every backend joins them. */
export function join(tensors: readonly tf.Tensor[], axis: number): tf.Tensor {
  const type = commonType(tensors);
  const inner = type === 'bool' ? 'int32' : type;
  const joined = tf.concat(
    tensors.map((x) => widen(x, inner)),
    axis,
  );
  return type === 'bool' ? tf.cast(joined, 'bool') : joined;
}

const rankOf = (tensors: readonly tf.Tensor[]): number => tensors[0]?.rank ?? 0;

function concatenate(call: OperationCall): tf.Tensor {
  const tensors = call.tensors('xs');
  return join(tensors, call.axis('axis', rankOf(tensors), 0));
}

function stack(call: OperationCall): tf.Tensor {
  const tensors = call.tensors('x');
  const axis = call.axis('axis', rankOf(tensors) + 1, 0);
  return join(
    tensors.map((x) => tf.expandDims(x, axis)),
    axis,
  );
}

/** Three axes at least: `(n)` is seen as `(1, n, 1)`, `(m, n)` as `(m, n, 1)`. */
function deep(x: tf.Tensor): tf.Tensor {
  if (x.rank > 2) return x;
  return tf.reshape(x, x.rank === 2 ? [...x.shape, 1] : [1, x.size, 1]);
}

function append(call: OperationCall): tf.Tensor {
  const pair = ['x1', 'x2'].map((name) => call.tensor(name));
  if (call.raw('axis') !== null) return join(pair, call.axis('axis', rankOf(pair)));
  return join(
    pair.map((x) => tf.reshape(x, [-1])),
    0,
  );
}

/** Cuts an axis into equal parts, or at places. */
export function splitAt(call: OperationCall, x: tf.Tensor, axis: number): tf.Tensor[] {
  const size = x.shape[axis] ?? 0;
  if (!isArray(call.json('indices_or_sections'))) {
    const parts = call.whole('indices_or_sections');
    if (parts < 1 || size % parts !== 0)
      throw new RunStop(`An axis of ${size} cannot be split into ${parts}.`);
    return cutInto(x, axis, new Array<number>(parts).fill(size / parts));
  }
  const cuts = [0, ...call.wholes('indices_or_sections'), size];
  return cutInto(
    x,
    axis,
    cuts.slice(1).map((to, i) => to - (cuts[i] ?? 0)),
  );
}

/** Parts of the sizes given, one after the other. */
export function cutInto(x: tf.Tensor, axis: number, sizes: readonly number[]): tf.Tensor[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.some((size) => size < 0) || total !== x.shape[axis])
    throw new RunStop(`An axis of ${x.shape[axis]} cannot be split into ${sizes.join(', ')}.`);
  let from = 0;
  return sizes.map((size) => {
    from += size;
    return sliceAxis(x, axis, from - size, from);
  });
}

function arraySplit(call: OperationCall): tf.Tensor[] {
  const x = call.tensor('x');
  const axis = call.axis('axis', x.rank, 0);
  const parts = call.whole('indices_or_sections');
  const size = x.shape[axis] ?? 0;
  const sizes = Array.from({ length: parts }, (_, i) => Math.floor(size / parts) + Number(i < size % parts));
  return cutInto(x, axis, sizes);
}

const splitOn = (axis: (x: tf.Tensor) => number): Operation =>
  operation(['x', 'indices_or_sections'], (call) => {
    const x = call.tensor('x');
    return splitAt(call, x, axis(x));
  });

function unstack(call: OperationCall): tf.Tensor[] {
  const x = call.tensor('x');
  const axis = call.axis('axis', x.rank, 0);
  const size = x.shape[axis] ?? 0;
  const stated = call.json('num');
  if (stated !== null && stated !== size) throw new RunStop(`It takes ${size} parts apart as ${stated}.`);
  return cutInto(x, axis, new Array<number>(size).fill(1)).map((part) => tf.squeeze(part, [axis]));
}

function repeat(call: OperationCall): tf.Tensor {
  const whole = call.tensor('x');
  const flat = call.raw('axis') === null;
  const x = flat ? tf.reshape(whole, [-1]) : whole;
  const axis = flat ? 0 : call.axis('axis', x.rank);
  const times = call.sizes('repeats');
  if (times.length === 1) return onNumbers(x, (numbers) => repeatAxis(numbers, axis, times[0] ?? 1));
  if (times.length !== x.shape[axis]) throw new RunStop('Its repeats do not fit its axis.');
  const places = times.flatMap((n, i) => new Array<number>(n).fill(i));
  return pickAxis(x, axis, places);
}

/** Booleans as whole numbers through a function that moves values. */
export function onNumbers(x: tf.Tensor, move: (numbers: tf.Tensor) => tf.Tensor): tf.Tensor {
  return x.dtype === 'bool' ? tf.cast(move(tf.cast(x, 'int32')), 'bool') : move(x);
}

function tile(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const times = call.sizes('repeats');
  const rank = Math.max(x.rank, times.length);
  const shape = [...new Array<number>(rank - x.rank).fill(1), ...x.shape];
  const full = [...new Array<number>(rank - times.length).fill(1), ...times];
  return full.reduce<tf.Tensor>(
    (wide, n, axis) => (n === 1 ? wide : join(new Array<tf.Tensor>(n).fill(wide), axis)),
    tf.reshape(x, shape),
  );
}

/** Operators that join, cut and repeat. */
export const JOINING: Readonly<Record<string, Operation>> = {
  Concatenate: operation(['xs', 'axis'], concatenate),
  Stack: operation(['x', 'axis'], stack),
  Hstack: operation(['xs'], (call) => {
    const tensors = call.tensors('xs');
    return join(tensors, rankOf(tensors) === 1 ? 0 : 1);
  }),
  Vstack: operation(['xs'], (call) => join(call.tensors('xs'), 0)),
  Dstack: operation(['xs'], (call) => join(promote(call.tensors('xs')).map(deep), 2)),
  Append: operation(['x1', 'x2', 'axis'], append),
  Split: operation(['x', 'indices_or_sections', 'axis'], (call) => {
    const x = call.tensor('x');
    return splitAt(call, x, call.axis('axis', x.rank, 0));
  }),
  ArraySplit: operation(['x', 'indices_or_sections', 'axis'], arraySplit),
  Hsplit: splitOn((x) => (x.rank === 1 ? 0 : 1)),
  Vsplit: splitOn(() => 0),
  Dsplit: splitOn(() => 2),
  Unstack: operation(['x', 'num', 'axis'], unstack),
  Repeat: operation(['x', 'repeats', 'axis'], repeat),
  Tile: operation(['x', 'repeats'], tile),
};
