import * as tf from '@tensorflow/tfjs-core';
import { activationOf } from '../ops/activations.ts';
import { select } from '../ops/anyRank.ts';
import {
  clip,
  elu,
  gelu,
  leakyRelu,
  logSoftmax,
  relu,
  softmax,
  softplus,
  toBool,
  toFloat,
} from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Unary = (x: tf.Tensor) => tf.Tensor;

/** Booleans count as numbers. */
const numeric = (x: tf.Tensor): tf.Tensor => (x.dtype === 'bool' ? tf.cast(x, 'int32') : x);

const binary = (compute: Binary): Operation =>
  operation(['x1', 'x2'], (call) => compute(numeric(call.tensor('x1')), numeric(call.tensor('x2'))));
const logical = (compute: Binary): Operation =>
  operation(['x1', 'x2'], (call) => compute(toBool(call.tensor('x1')), toBool(call.tensor('x2'))));
const unary = (compute: Unary): Operation => operation(['x'], (call) => compute(numeric(call.tensor('x'))));
const float = (compute: Unary): Operation => operation(['x'], (call) => compute(toFloat(call.tensor('x'))));

/** Division that rounds down is exact only as long as float32 is. */
const floorDivide: Binary = (a, b) => {
  const whole = a.dtype === 'int32' && b.dtype === 'int32';
  const quotient = tf.floor(tf.div(toFloat(a), toFloat(b)));
  return whole ? tf.cast(quotient, 'int32') : quotient;
};
/** The remainder takes the divisor's sign. */
const modulo: Binary = (a, b) => tf.sub(a, tf.mul(floorDivide(a, b), b));
const divide: Binary = (a, b) => tf.div(toFloat(a), toFloat(b));

function power(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.pow(a, b.dtype === 'int32' && a.dtype === 'float32' ? toFloat(b) : b);
}

const named = (name: string): Operation =>
  operation(['x'], (call, { version }) => activationOf(name, version)(toFloat(call.tensor('x'))));

const COMPARISONS: Readonly<Record<string, Operation>> = {
  Equal: binary(tf.equal),
  NotEqual: binary(tf.notEqual),
  Greater: binary(tf.greater),
  GreaterEqual: binary(tf.greaterEqual),
  Less: binary(tf.less),
  LessEqual: binary(tf.lessEqual),
  LogicalAnd: logical(tf.logicalAnd),
  LogicalOr: logical(tf.logicalOr),
  LogicalXor: logical(tf.logicalXor),
  LogicalNot: operation(['x'], (call) => tf.logicalNot(toBool(call.tensor('x')))),
  Isnan: float(tf.isNaN),
  Isinf: float(tf.isInf),
  Isfinite: float(tf.isFinite),
  Where: operation(['condition', 'x1', 'x2'], (call) => {
    const [a, b] = [numeric(call.tensor('x1')), numeric(call.tensor('x2'))];
    const same = a.dtype === b.dtype;
    return select(toBool(call.tensor('condition')), same ? a : toFloat(a), same ? b : toFloat(b));
  }),
};

const ARITHMETIC: Readonly<Record<string, Operation>> = {
  Add: binary(tf.add),
  Subtract: binary(tf.sub),
  Multiply: binary(tf.mul),
  Divide: binary(divide),
  TrueDivide: binary(divide),
  FloorDivide: binary(floorDivide),
  Mod: binary(modulo),
  Power: binary(power),
  Maximum: binary(tf.maximum),
  Minimum: binary(tf.minimum),
  SquaredDifference: binary(tf.squaredDifference),
  Negative: unary(tf.neg),
  Absolute: unary(tf.abs),
  Abs: unary(tf.abs),
  Sign: unary(tf.sign),
  Square: unary(tf.square),
  Reciprocal: float(tf.reciprocal),
  Exp: float(tf.exp),
  Expm1: float(tf.expm1),
  Log: float(tf.log),
  Log1p: float(tf.log1p),
  Log2: float((x) => tf.div(tf.log(x), Math.LN2)),
  Log10: float((x) => tf.div(tf.log(x), Math.LN10)),
  Sqrt: float(tf.sqrt),
  Rsqrt: float(tf.rsqrt),
  Sin: float(tf.sin),
  Cos: float(tf.cos),
  Tan: float(tf.tan),
  Arctan: float(tf.atan),
  Sinh: float(tf.sinh),
  Cosh: float(tf.cosh),
  Erf: float(tf.erf),
  Floor: float(tf.floor),
  Ceil: float(tf.ceil),
  Clip: operation(['x', 'x_min', 'x_max'], (call) => {
    const x = numeric(call.tensor('x'));
    const [low, high] = [call.number('x_min'), call.number('x_max')];
    if (x.dtype === 'int32' && !(Number.isInteger(low) && Number.isInteger(high)))
      throw new RunStop('It clips whole numbers to bounds that are not whole.');
    return x.dtype === 'int32'
      ? tf.minimum(tf.maximum(x, tf.scalar(low, 'int32')), tf.scalar(high, 'int32'))
      : clip(x, low, high);
  }),
};

const axisOf = (axis: number, x: tf.Tensor): number[] => [axis < 0 ? axis + x.rank : axis];

const ACTIVATIONS: Readonly<Record<string, Operation>> = {
  Tanh: float(tf.tanh),
  Sigmoid: float(tf.sigmoid),
  Relu: unary(relu),
  Relu6: named('relu6'),
  Softplus: float(softplus),
  Softsign: named('softsign'),
  Silu: named('silu'),
  HardSigmoid: named('hard_sigmoid'),
  HardSilu: named('hard_silu'),
  HardTanh: named('hard_tanh'),
  LogSigmoid: named('log_sigmoid'),
  Selu: named('selu'),
  Mish: named('mish'),
  Exponential: float(tf.exp),
  LeakyRelu: operation(['x', 'negative_slope'], (call) =>
    leakyRelu(toFloat(call.tensor('x')), call.number('negative_slope', 0.2)),
  ),
  Elu: operation(['x', 'alpha'], (call) => elu(toFloat(call.tensor('x')), call.number('alpha', 1))),
  Gelu: operation(['x', 'approximate'], (call) =>
    gelu(toFloat(call.tensor('x')), call.json('approximate', true) === true),
  ),
  Softmax: operation(['x', 'axis'], (call) => {
    const x = toFloat(call.tensor('x'));
    return softmax(x, call.raw('axis') === null ? axisOf(-1, x) : call.axes('axis', x.rank));
  }),
  LogSoftmax: operation(['x', 'axis'], (call) => {
    const x = toFloat(call.tensor('x'));
    return logSoftmax(x, axisOf(call.whole('axis', -1), x));
  }),
};

/** Operators that work value by value. */
export const ELEMENTWISE: Readonly<Record<string, Operation>> = {
  ...COMPARISONS,
  ...ARITHMETIC,
  ...ACTIVATIONS,
};
