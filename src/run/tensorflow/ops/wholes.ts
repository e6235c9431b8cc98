import * as tf from '@tensorflow/tfjs-core';
import { zip } from '../../operations/HostArray.ts';
import type { Compute, OpCall } from './OpCall.ts';
import { placeIn } from './wholeTypes.ts';

type Numbers = (a: number, b: number) => number;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Reduce = (x: tf.Tensor, call: OpCall) => tf.Tensor;

/** Whole numbers are held in 32 bits: what has no place there, or in its own type, would become another number. */
const binary =
  (compute: Binary, exact: Numbers): Compute =>
  (call) => {
    const [a, b] = [call.at(0), call.at(1)];
    if (a.dtype !== 'int32' || b.dtype !== 'int32') return compute(a, b);
    const checked = placeIn(call);
    return zip('int32', [a, b], (p, q) => checked(exact(p as number, q as number)));
  };

const unary =
  (compute: (x: tf.Tensor) => tf.Tensor, exact: (value: number) => number): Compute =>
  (call) => {
    const x = call.at(0);
    if (x.dtype !== 'int32') return compute(x);
    const checked = placeIn(call);
    return zip('int32', [x], (value) => checked(exact(value as number)));
  };

const plus = binary(tf.add, (p, q) => p + q);

const addN: Compute = (call) => {
  const [first, ...rest] = call.inputs;
  if (!first) return call.refuse('it is given nothing to add.');
  if (first.dtype !== 'int32') return tf.addN([first, ...rest]);
  const checked = placeIn(call);
  return zip('int32', [first, ...rest], (...values) =>
    checked(values.reduce((sum, value) => sum + value, 0)),
  );
};

/** Sums of single precision are this near, however many numbers there are. */
const NEARLY = 0.9;

/**
 * Along axes: the same over magnitudes, in single precision, says how far any of the numbers on the way can be from 0. Near the
 * end of the type the answer is refused too, for it could lie beyond.
 */
const along =
  (compute: Reduce): Compute =>
  (call) => {
    const x = call.at(0);
    if (x.dtype !== 'int32') return compute(x, call);
    const reach = tf.max(compute(tf.abs(tf.cast(x, 'float32')), call)).dataSync()[0] ?? 0;
    placeIn(call)(x.size === 0 ? 0 : reach / NEARLY);
    return compute(x, call);
  };

const axesOf = (call: OpCall): number[] => [...call.at(1).dataSync()];
const axisOf = (call: OpCall): number => call.at(1).dataSync()[0] ?? 0;

const power = binary(tf.pow, (base, exponent) => {
  // TensorFlow raises whole numbers to negative powers in no way that is followed here.
  return exponent < 0 ? Number.NaN : base ** exponent;
});

/** Arithmetic of whole numbers; everything else is TensorFlow.js' own. */
export const WHOLES: Readonly<Record<string, Compute>> = {
  Add: plus,
  AddV2: plus,
  AddN: addN,
  Sub: binary(tf.sub, (p, q) => p - q),
  Mul: binary(tf.mul, (p, q) => p * q),
  SquaredDifference: binary(tf.squaredDifference, (p, q) => (p - q) ** 2),
  Pow: power,
  Neg: unary(tf.neg, (value) => -value),
  Abs: unary(tf.abs, Math.abs),
  Square: unary(tf.square, (value) => value * value),
  Sum: along((x, call) => tf.sum(x, axesOf(call), call.bool('keep_dims'))),
  Prod: along((x, call) => tf.prod(x, axesOf(call), call.bool('keep_dims'))),
  Cumsum: along((x, call) => tf.cumsum(x, axisOf(call), call.bool('exclusive'), call.bool('reverse'))),
  Cumprod: along((x, call) => tf.cumprod(x, axisOf(call), call.bool('exclusive'), call.bool('reverse'))),
};
