import * as tf from '@tensorflow/tfjs-core';
import { spread } from '../ops/anyRank.ts';
import { einsum } from '../ops/einsum.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { castTo } from './casting.ts';
import { correlate } from './correlate.ts';
import { diagonalOf } from './diagonals.ts';
import { matMul, minus, times } from './exact.ts';
import { commonShape } from './HostArray.ts';
import { join } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { commonType, floats, numeric, promote } from './promote.ts';
import { reorder } from './structure.ts';

/** Matrix product with NumPy's rules: vectors count as a row or a column, leading axes broadcast. */
export function matmul(left: tf.Tensor, right: tf.Tensor): tf.Tensor {
  const [one, two] = computable([left, right]) as [tf.Tensor, tf.Tensor];
  const a = one.rank === 1 ? tf.expandDims(one, 0) : one;
  const b = two.rank === 1 ? tf.expandDims(two, 1) : two;
  if (a.rank < 2 || b.rank < 2) throw new RunStop('It multiplies a scalar as a matrix.');
  const product = multiplyBatches(a, b);
  const rows = left.rank === 1 ? tf.squeeze(product, [product.rank - 2]) : product;
  return right.rank === 1 ? tf.squeeze(rows, [rows.rank - 1]) : rows;
}

/** tfjs pairs batches by counting round, which is wrong for more than one leading axis: they are made equal first. */
function multiplyBatches(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.shape[a.rank - 1] !== b.shape[b.rank - 2])
    throw new RunStop(`It multiplies ${a.shape.join(' × ')} with ${b.shape.join(' × ')}.`);
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [left, right] = [a, b].map((x) => spread(x, [...batch, ...x.shape.slice(-2)]));
  return matMul(left as tf.Tensor, right as tf.Tensor);
}

/** In the type that all meet in; booleans are computed as floats. */
function computable(tensors: readonly tf.Tensor[]): tf.Tensor[] {
  return commonType(tensors) === 'bool' ? floats(tensors) : promote(tensors);
}

/** Up to here every whole number is a float32; sums of single precision are this near. */
const ROUNDED = 0.9 * 2 ** 24;

/**
 * Keras computes products of whole numbers in float32 and casts them back, so that beyond 24 bits they depend on the order in
 * which they are added up. `compute` is done over magnitudes first: no number on the way can be farther from 0.
 */
function asFloats(tensors: readonly tf.Tensor[], compute: (floats: tf.Tensor[]) => tf.Tensor): tf.Tensor {
  const type = commonType(tensors);
  const given = floats(tensors);
  if (type === 'int32') {
    const reach = compute(given.map((x) => tf.abs(x)));
    if (reach.size > 0 && (tf.max(reach).dataSync()[0] ?? 0) > ROUNDED)
      throw new RunStop(
        'Keras computes its whole numbers in float32, and they leave the 24 bits that are computed exactly.',
      );
  }
  return castTo(compute(given), type);
}

const typed = (compute: (a: tf.Tensor, b: tf.Tensor, call: OperationCall) => tf.Tensor): Operation =>
  operation(['x1', 'x2', 'axes'], (call) =>
    asFloats([call.tensor('x1'), call.tensor('x2')], ([a, b]) =>
      compute(a as tf.Tensor, b as tf.Tensor, call),
    ),
  );

/** Sums products over pairs of axes; what is left of the first comes before what is left of the second. */
export function tensorDot(
  a: tf.Tensor,
  b: tf.Tensor,
  left: readonly number[],
  right: readonly number[],
): tf.Tensor {
  const sizes = (x: tf.Tensor, axes: readonly number[]) => axes.map((axis) => x.shape[axis] ?? 1);
  if (sizes(a, left).join() !== sizes(b, right).join())
    throw new RunStop(`It sums over axes of ${sizes(a, left)} and ${sizes(b, right)} places.`);
  const rest = (x: tf.Tensor, axes: readonly number[]) =>
    [...Array(x.rank).keys()].filter((axis) => !axes.includes(axis));
  const [rows, columns] = [rest(a, left), rest(b, right)];
  const count = (list: readonly number[]) => list.reduce((n, size) => n * size, 1);
  const inner = count(sizes(a, left));
  const one = tf.reshape(reorder(a, [...rows, ...left]), [count(sizes(a, rows)), inner]);
  const two = tf.reshape(reorder(b, [...right, ...columns]), [inner, count(sizes(b, columns))]);
  return tf.reshape(matMul(one, two), [...sizes(a, rows), ...sizes(b, columns)]);
}

/** NumPy's dot: the last axis of one with the second-last of the other, no broadcasting. */
function dot(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.rank === 0 || b.rank === 0) return times(a, b);
  return tensorDot(a, b, [a.rank - 1], [b.rank === 1 ? 0 : b.rank - 2]);
}

function inner(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return a.rank === 0 || b.rank === 0 ? times(a, b) : tensorDot(a, b, [a.rank - 1], [b.rank - 1]);
}

function tensordot(a: tf.Tensor, b: tf.Tensor, call: OperationCall): tf.Tensor {
  const { left, right } = axesOfDot(call, a, b);
  return tensorDot(a, b, left, right);
}

/** `axes` is a count of axes, two axes, or two lists of them. */
export function axesOfDot(
  call: OperationCall,
  a: tf.Tensor,
  b: tf.Tensor,
): { left: number[]; right: number[] } {
  const stated = call.json('axes', 2);
  if (typeof stated === 'number') {
    const range = [...Array(stated).keys()];
    return { left: range.map((i) => a.rank - stated + i), right: range };
  }
  const list = (value: unknown, rank: number): number[] => {
    const axes = Array.isArray(value) ? value : [value];
    if (!axes.every(Number.isInteger))
      throw new RunStop(`Its axes ${JSON.stringify(stated)} are not supported.`);
    return axes.map((axis: number) => (axis < 0 ? axis + rank : axis));
  };
  const [first, second] = Array.isArray(stated) ? stated : [];
  return { left: list(first, a.rank), right: list(second, b.rank) };
}

/** Vectors of two axes count as lying in a plane. */
function cross(call: OperationCall): tf.Tensor {
  const pair = call.promoted('x1', 'x2').map(numeric);
  const one = call.raw('axis') !== null;
  const last = (x: tf.Tensor, name: string) => {
    const axis = call.axis(one ? 'axis' : name, x.rank, -1);
    const order = [...Array(x.rank).keys()].filter((i) => i !== axis);
    return reorder(x, [...order, axis]);
  };
  const [a, b] = [last(pair[0] as tf.Tensor, 'axisa'), last(pair[1] as tf.Tensor, 'axisb')];
  const flat = a.shape[a.rank - 1] === 2 && b.shape[b.rank - 1] === 2;
  const part = (x: tf.Tensor, i: number): tf.Tensor => {
    const size = x.shape[x.rank - 1];
    if (size !== 2 && size !== 3) throw new RunStop(`It crosses vectors of ${size} values.`);
    const at = tf.slice(
      x,
      [...new Array<number>(x.rank - 1).fill(0), Math.min(i, size - 1)],
      [...x.shape.slice(0, -1), 1],
    );
    return i < size ? at : tf.zerosLike(at);
  };
  const row = (i: number, j: number) => minus(times(part(a, i), part(b, j)), times(part(a, j), part(b, i)));
  if (flat) return tf.squeeze(row(0, 1), [Math.max(a.rank, b.rank) - 1]);
  const product = join([row(1, 2), row(2, 0), row(0, 1)], Math.max(a.rank, b.rank) - 1);
  const target = call.axis(one ? 'axis' : 'axisc', product.rank, -1);
  const order = [...Array(product.rank - 1).keys()];
  order.splice(target, 0, product.rank - 1);
  return reorder(product, order);
}

function kron(call: OperationCall): tf.Tensor {
  const pair = call.promoted('x1', 'x2').map(numeric) as [tf.Tensor, tf.Tensor];
  const rank = Math.max(...pair.map((x) => x.rank));
  const [a, b] = pair.map((x) => [...new Array<number>(rank - x.rank).fill(1), ...x.shape]) as [
    number[],
    number[],
  ];
  const left = tf.reshape(
    pair[0],
    a.flatMap((size) => [size, 1]),
  );
  const right = tf.reshape(
    pair[1],
    b.flatMap((size) => [1, size]),
  );
  const shape = commonShape([left, right]);
  return tf.reshape(
    times(tf.reshape(spread(left, shape), [-1]), tf.reshape(spread(right, shape), [-1])),
    a.map((size, i) => size * (b[i] ?? 1)),
  );
}

function corrcoef(call: OperationCall): tf.Tensor {
  const x = toFloat(call.tensor('x'));
  if (x.rank === 0) return tf.scalar(Number.NaN);
  const rows = x.rank === 1 ? tf.expandDims(x, 0) : x;
  if (x.rank !== 2) throw new RunStop(`It takes rows of one matrix, its input has ${x.rank} axes.`);
  const centred = tf.sub(rows, tf.mean(rows, -1, true));
  const covariance = tf.div(
    tf.matMul(centred as tf.Tensor2D, centred as tf.Tensor2D, false, true),
    (x.shape[1] ?? 1) - 1,
  );
  const deviation = tf.sqrt(diagonalOf(covariance, 0));
  const scale = tf.mul(tf.expandDims(deviation, 1), tf.expandDims(deviation, 0));
  return tf.minimum(tf.maximum(tf.div(covariance, scale), -1), 1);
}

/** An output that is not written holds what stands once, in order; a letter that stands twice in a term is its diagonal. */
function plainEquation(stated: string, operands: readonly tf.Tensor[]) {
  const [left = '', right] = stated.replaceAll(' ', '').split('->');
  const letters = [...left.replaceAll('...', '').replaceAll(',', '')];
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter)).sort();
  const output = right ?? (left.includes('...') ? '...' : '') + once.join('');
  const terms = left.split(',');
  const parts = operands.map((x, i) => diagonals(terms[i] ?? '', x));
  const inputs = parts.map(({ term }) => term).join(',');
  return { equation: `${inputs}->${output}`, tensors: parts.map(({ tensor }) => tensor) };
}

function diagonals(term: string, x: tf.Tensor): { term: string; tensor: tf.Tensor } {
  const second = [...term].findIndex((letter, i) => letter !== '.' && term.indexOf(letter) < i);
  if (second < 0) return { term, tensor: x };
  const first = term.indexOf(term[second] ?? '');
  if (term.includes('...')) throw new RunStop('Its equation repeats a letter next to an ellipsis.');
  const rest = [...Array(x.rank).keys()].filter((axis) => axis !== first && axis !== second);
  const tensor = diagonalOf(reorder(x, [...rest, first, second]), 0);
  return diagonals(rest.map((axis) => term[axis] ?? '').join('') + (term[first] ?? ''), tensor);
}

/** Einstein summation; the equation is its option, or what comes first. */
function einsumOf(call: OperationCall): tf.Tensor {
  const stated = call.json('subscripts');
  if (typeof stated !== 'string') throw new RunStop('Its equation is not in the file.');
  const operands = call.tensors('*operands');
  if (operands.length === 0)
    throw new RunStop('The file does not say what its equation is for: tf.keras saves the equation alone.');
  return asFloats(operands, (given) => {
    const { equation, tensors } = plainEquation(stated, given);
    return einsum(equation, tensors);
  });
}

function average(call: OperationCall): tf.Tensor {
  const x = toFloat(call.tensor('x'));
  const all = call.raw('axis') === null;
  const axes = call.axes('axis', x.rank);
  if (call.raw('weights') === null) return tf.mean(x, axes);
  const weights = toFloat(call.tensor('weights'));
  if (all || weights.rank === x.rank)
    return tf.div(tf.sum(tf.mul(x, weights), axes), tf.sum(weights, all ? undefined : axes));
  if (axes.length !== 1 || weights.rank !== 1) throw new RunStop('Its weights do not fit its axes.');
  return tf.div(tensorDot(x, weights, axes, [0]), tf.sum(weights));
}

/** Products of vectors, matrices and more (`keras/src/backend/tensorflow/numpy.py`). */
export const LINEAR: Readonly<Record<string, Operation>> = {
  Matmul: typed(matmul),
  Dot: typed(dot),
  Inner: typed(inner),
  Tensordot: typed(tensordot),
  Vdot: typed((a, b) => dot(tf.reshape(a, [-1]), tf.reshape(b, [-1]))),
  Outer: operation(['x1', 'x2'], (call) => {
    const [a, b] = promote([call.tensor('x1'), call.tensor('x2')]) as [tf.Tensor, tf.Tensor];
    const multiply = a.dtype === 'bool' ? tf.logicalAnd : times;
    return multiply(tf.reshape(a, [-1, 1]), tf.reshape(b, [-1]));
  }),
  Einsum: operation(['*operands', 'subscripts'], einsumOf),
  Cross: operation(['x1', 'x2', 'axisa', 'axisb', 'axisc', 'axis'], cross),
  Kron: operation(['x1', 'x2'], kron),
  Correlate: operation(['x1', 'x2', 'mode'], correlate),
  Corrcoef: operation(['x'], corrcoef),
  Average: operation(['x', 'axis', 'weights'], average),
};
