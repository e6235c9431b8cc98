import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { bitsOf, isUnsigned } from '../wholes/WholeType.ts';
import { castTo, typeNamed } from './casting.ts';
import { magnitude, negated, squared } from './exact.ts';
import { zip } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { besselI0, erf, erfc, erfinv, roundEven } from './special.ts';

type Unary = (x: tf.Tensor) => tf.Tensor;

/** On floats; whole numbers and booleans become them. */
const float = (compute: Unary): Operation => operation(['x'], (call) => compute(toFloat(call.tensor('x'))));
/** The same with a function of a number. */
const each = (compute: (value: number) => number): Operation => float((x) => zip('float32', [x], compute));
/** On floats alone: TensorFlow refuses the rest. */
const onlyFloat = (compute: Unary): Operation =>
  operation(['x'], (call) => compute(floatOnly(call.tensor('x'))));
/** On numbers as they are; booleans become whole numbers where `bool` says so, else they are refused. */
const number = (compute: Unary, bool: 'whole' | 'kept' | 'refused'): Operation =>
  operation(['x'], (call) => {
    const x = call.tensor('x');
    if (x.dtype !== 'bool') return compute(x);
    if (bool === 'refused') throw new RunStop('It takes numbers, and its input holds booleans.');
    return bool === 'kept' ? x : compute(tf.cast(x, 'int32'));
  });
const same: Operation = operation(['x'], (call) => call.tensor('x'));

/** A tensor that must hold floats. */
export function floatOnly(x: tf.Tensor): tf.Tensor {
  if (x.dtype !== 'float32') throw new RunStop(`It takes floats, and its input holds ${x.dtype} values.`);
  return x;
}

const f = Math.fround;
const PI = f(Math.PI);
const LARGEST = 3.4028234663852886e38;

const sinc = (x: number): number => {
  const turned = f(x * PI);
  return x === 0 ? 1 : Math.sin(turned) / turned;
};

/** TensorFlow's rule: halves go to the even number. Decimals scale first, in float32 as Keras does. */
function round(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const decimals = call.whole('decimals', 0);
  if (x.dtype === 'bool') throw new RunStop('It rounds booleans.');
  if (x.dtype === 'int32' && decimals >= 0) return x;
  const factor = f(10 ** decimals);
  const at = (value: number) => f(roundEven(f(value * factor)) / factor);
  return zip(
    x.dtype as 'float32',
    [x],
    decimals === 0 ? roundEven : (v) => (x.dtype === 'int32' ? Math.trunc(at(v)) : at(v)),
  );
}

function nanToNum(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  if (x.dtype !== 'float32') return x;
  const nan = call.number('nan', 0);
  const [high, low] = [call.number('posinf', LARGEST), call.number('neginf', -LARGEST)];
  return zip('float32', [x], (v) => {
    if (Number.isNaN(v)) return nan;
    return v === Number.POSITIVE_INFINITY ? high : v === Number.NEGATIVE_INFINITY ? low : v;
  });
}

const rounded = (compute: (x: number) => number): Operation =>
  operation(['x'], (call) => {
    const x = call.tensor('x');
    return x.dtype === 'float32' ? zip('float32', [x], compute) : x;
  });

const converted = operation(['x', 'dtype', 'sparse', 'ragged'], (call) => {
  const dtype = call.json('dtype');
  return dtype === null ? call.tensor('x') : castTo(call.tensor('x'), String(dtype));
});

/** A cast that stops at the ends of the type. Where it would stop, TensorFlow turns values round instead. */
function saturate(x: tf.Tensor, type: string): tf.Tensor {
  if (x.dtype === 'int32' && typeNamed(type) === 'float32')
    throw new RunStop('A saturating cast of whole numbers to floats differs between backends of Keras.');
  return castTo(x, type);
}

const invert = operation(['x'], (call) => {
  const x = call.tensor('x');
  if (x.dtype !== 'int32') throw new RunStop(`It inverts the bits of ${x.dtype} values.`);
  // A type without a sign turns 0 into its largest number.
  const type = call.wholeType ?? 'int32';
  const sum = isUnsigned(type) ? 2 ** bitsOf(type) - 1 : -1;
  return zip('int32', [x], (v) => sum - (v as number));
});

/** Operators of one number. */
export const UNARY: Readonly<Record<string, Operation>> = {
  Negative: number(negated, 'refused'),
  Absolute: number(magnitude, 'kept'),
  Abs: number(magnitude, 'kept'),
  Fabs: float(tf.abs),
  Sign: number((x) => zip(x.dtype as 'float32', [x], Math.sign), 'refused'),
  Square: number(squared, 'whole'),
  Reciprocal: onlyFloat(tf.reciprocal),
  Exp: float(tf.exp),
  Exp2: each((x) => 2 ** x),
  Expm1: float(tf.expm1),
  Log: float(tf.log),
  Log1p: float(tf.log1p),
  Log2: float((x) => tf.div(tf.log(x), Math.LN2)),
  Log10: float((x) => tf.div(tf.log(x), Math.LN10)),
  Sqrt: float(tf.sqrt),
  Rsqrt: onlyFloat(tf.rsqrt),
  Cbrt: each((x) => Math.sign(x) * Math.abs(x) ** f(1 / 3)),
  Sin: float(tf.sin),
  Cos: float(tf.cos),
  Tan: float(tf.tan),
  Arcsin: each(Math.asin),
  Arccos: each(Math.acos),
  Arctan: float(tf.atan),
  Sinh: each(Math.sinh),
  Cosh: each(Math.cosh),
  Tanh: float(tf.tanh),
  Arcsinh: each(Math.asinh),
  Arccosh: each(Math.acosh),
  Arctanh: each(Math.atanh),
  Deg2rad: float((x) => tf.mul(x, f(PI / 180))),
  Rad2deg: float((x) => tf.mul(x, f(180 / PI))),
  Sinc: each(sinc),
  I0: each(besselI0),
  Erf: operation(['x'], (call) => zip('float32', [floatOnly(call.tensor('x'))], erf)),
  Erfc: operation(['x'], (call) => zip('float32', [floatOnly(call.tensor('x'))], erfc)),
  Erfinv: operation(['x'], (call) => zip('float32', [floatOnly(call.tensor('x'))], erfinv)),
  // Of real numbers: 0, or half a turn below 0.
  Angle: each((x) => (Number.isNaN(x) ? x : x < 0 || Object.is(x, -0) ? Math.PI : 0)),
  Floor: float(tf.floor),
  Ceil: float(tf.ceil),
  Trunc: rounded(Math.trunc),
  Round: operation(['x', 'decimals'], round),
  NanToNum: operation(['x', 'nan', 'posinf', 'neginf'], nanToNum),
  BitwiseInvert: invert,
  BitwiseNot: invert,
  Copy: same,
  Conj: same,
  Conjugate: same,
  Real: same,
  Imag: operation(['x'], (call) => {
    const x = call.tensor('x');
    return tf.zeros(x.shape, x.dtype as 'float32');
  }),
  StopGradient: operation(['variable'], (call) => call.tensor('variable')),
  Array: converted,
  ConvertToTensor: converted,
  SaturateCast: operation(['x', 'dtype'], (call) => saturate(call.tensor('x'), String(call.json('dtype')))),
  Cast: operation(['x', 'dtype'], (call) => castTo(call.tensor('x'), String(call.json('dtype')))),
};
