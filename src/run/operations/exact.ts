import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { fromHost, reduceLines, toHost, zip } from './HostArray.ts';

/**
 * Arithmetic that is exact for whole numbers: TensorFlow.js computes them in float32 on some backends and wraps them round on
 * others, without a word. They are computed on the host, in float64; a result that 32 bits do not hold is refused.
 */

const areWhole = (...tensors: readonly tf.Tensor[]): boolean => tensors.every((x) => x.dtype === 'int32');

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Numbers = (a: number, b: number) => number;

const binary =
  (compute: Binary, exact: Numbers): Binary =>
  (a, b) =>
    areWhole(a, b) ? zip('int32', [a, b], (p, q) => exact(p as number, q as number)) : compute(a, b);

const unary =
  (compute: (x: tf.Tensor) => tf.Tensor, exact: (value: number) => number) =>
  (x: tf.Tensor): tf.Tensor =>
    areWhole(x) ? zip('int32', [x], (value) => exact(value as number)) : compute(x);

/** `a + b`. */
export const plus = binary(tf.add, (p, q) => p + q);
/** `a - b`. */
export const minus = binary(tf.sub, (p, q) => p - q);
/** `a · b`. */
export const times = binary(tf.mul, (p, q) => p * q);
/** `(a - b)²`. */
export const squaredGap = binary(tf.squaredDifference, (p, q) => (p - q) ** 2);
/** `-x`. */
export const negated = unary(tf.neg, (value) => -value);
/** `|x|`. */
export const magnitude = unary(tf.abs, Math.abs);
/** `x²`. */
export const squared = unary(tf.square, (value) => value * value);

/** The sum over axes. */
export function total(x: tf.Tensor, axes?: readonly number[], keep = false): tf.Tensor {
  if (!areWhole(x)) return tf.sum(x, axes && [...axes], keep);
  const all = axes ?? [...Array(x.rank).keys()];
  return reduceLines(x, all, keep, 'int32', (line) => line.reduce((sum, value) => sum + value, 0));
}

/** Sums of whole numbers in float64 are exact as long as they stay below. */
const EXACT = 2 ** 53;

/** The product of two matrices, or of two equally long lists of them. */
export function matMul(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (!areWhole(a, b)) return tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D);
  const [rows = 1, inner = 1] = a.shape.slice(-2);
  const columns = b.shape[b.rank - 1] ?? 1;
  const [left, right] = [toHost(a).values, toHost(b).values];
  const lead = a.shape.slice(0, -2);
  const batches = lead.reduce((n, size) => n * size, 1);
  const values = new Float64Array(batches * rows * columns);
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    const row = Math.floor(at / columns);
    const start = Math.floor(row / rows) * inner * columns;
    let [sum, reach] = [0, 0];
    for (let i = 0; i < inner; i++) {
      const product = (left[row * inner + i] as number) * (right[start + i * columns + column] as number);
      sum += product;
      reach += Math.abs(product);
    }
    if (reach > EXACT) throw new RunStop('It adds up products of whole numbers too large to be exact here.');
    values[at] = sum;
  }
  return fromHost({ dtype: 'int32', shape: [...lead, rows, columns], values });
}
