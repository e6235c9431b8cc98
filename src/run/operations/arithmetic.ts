import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { clip, toBool, toFloat } from '../ops/elementary.ts';
import { refuseBias } from '../ops/refuseBias.ts';
import { RunStop } from '../RunStop.ts';
import { bitsOf } from '../wholes/WholeType.ts';
import { minus, plus, squaredGap, times } from './exact.ts';
import { zip } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { numeric, promote } from './promote.ts';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Numbers = (a: number, b: number) => number;
const PAIR = ['x1', 'x2'];

/** Two tensors of one type; `bool` says what two booleans do, which TensorFlow refuses unless it is given. */
const binary = (compute: Binary, bool?: Binary): Operation =>
  operation(PAIR, (call) => {
    const [a, b] = call.promoted(...PAIR) as [tf.Tensor, tf.Tensor];
    if (a.dtype !== 'bool') return compute(a, b);
    if (bool === undefined)
      throw new RunStop('Two booleans cannot be combined by it, in TensorFlow neither.');
    return bool(a, b);
  });

const float = (compute: Binary): Operation =>
  operation(PAIR, (call) => {
    const [a, b] = PAIR.map((name) => call.float(name));
    return compute(a as tf.Tensor, b as tf.Tensor);
  });

const floatNumbers = (compute: Numbers): Operation => float((a, b) => zip('float32', [a, b], compute));

/** Whole numbers, exact where backends compute in float32. */
const wholes =
  (compute: Numbers): Binary =>
  (a, b) =>
    zip('int32', [a, b], compute);

function noZero(b: tf.Tensor): void {
  if (b.dtype === 'int32' && tf.any(tf.equal(b, tf.scalar(0, 'int32'))).dataSync()[0] !== 0)
    throw new RunStop('It divides whole numbers by 0.');
}

const f = Math.fround;
/** Sums of floats are rounded as float32 when they are stored; those of whole numbers are exact. */
const remainder: Numbers = (a, b) => {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
};

/** Rounds down; the remainder takes the sign of the divisor. */
export const floorDivide: Binary = (a, b) => {
  noZero(b);
  if (a.dtype === 'int32') return wholes((p, q) => Math.floor(p / q))(a, b);
  return zip('float32', [a, b], (p, q) => Math.floor(f(p / q)));
};
const modulo: Binary = (a, b) => {
  noZero(b);
  return zip(a.dtype as 'float32', [a, b], remainder);
};
/** The remainder takes the sign of what is divided. */
const truncatedModulo: Binary = (a, b) => {
  noZero(b);
  const rest: Numbers = (p, q) => Math.sign(p) * remainder(Math.abs(p), Math.abs(q));
  return zip(a.dtype as 'float32', [a, b], rest);
};

function wholePower(base: number, exponent: number): number {
  if (exponent < 0) throw new RunStop('It raises a whole number to a negative power.');
  let [result, square, left] = [1, base, exponent];
  while (left > 0) {
    if (left % 2 === 1) result *= square;
    square *= square;
    left = Math.floor(left / 2);
  }
  return result;
}

const power: Binary = (a, b) => (a.dtype === 'int32' ? wholes(wholePower)(a, b) : tf.pow(a, b));

const gcd: Numbers = (p, q) => {
  let [a, b] = [Math.abs(p), Math.abs(q)];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
};
const lcm: Numbers = (p, q) => {
  const divisor = gcd(p, q);
  return divisor === 0 ? 0 : Math.abs(p) * (Math.abs(q) / divisor);
};

/** Operators on whole numbers alone, which may ask for the bits of their type; booleans become them. */
const onWholes = (compute: (a: number, b: number, bits: number) => number, names = PAIR): Operation =>
  operation(names, (call) => {
    const [a, b] = promote(names.map((name) => numeric(call.tensor(name)))) as [tf.Tensor, tf.Tensor];
    if (a.dtype !== 'int32') throw new RunStop('It takes whole numbers, and one of its inputs holds floats.');
    const width = bitsOf(call.wholeType ?? 'int64');
    return zip('int32', [a, b], (p, q) => compute(p as number, q as number, width));
  });
const bits = (compute: Numbers, bool?: Numbers): Operation =>
  operation(['x', 'y'], (call) => {
    const [a, b] = call.promoted('x', 'y') as [tf.Tensor, tf.Tensor];
    if (a.dtype === 'int32') return zip('int32', [a, b], compute);
    if (a.dtype === 'bool' && bool !== undefined) return zip('bool', [a, b], bool);
    throw new RunStop('It works on bits of whole numbers, and one of its inputs holds none.');
  });

/** Shifts beyond the width are undefined in C; TensorFlow clamps them. */
const clampShift = (n: number, bits: number): number => Math.min(bits - 1, Math.max(0, n));
const shiftLeft = onWholes((p, q, bits) => p * 2 ** clampShift(q, bits), ['x', 'y']);
const shiftRight = onWholes((p, q, bits) => Math.floor(p / 2 ** clampShift(q, bits)), ['x', 'y']);

/** The larger or smaller of two; NaN wins, which wasm forgets. */
const withNaN =
  (compute: Binary): Binary =>
  (a, b) => {
    const picked = compute(a, b);
    if (a.dtype !== 'float32') return picked;
    return select(tf.logicalOr(tf.isNaN(a), tf.isNaN(b)), tf.fill(picked.shape, Number.NaN), picked);
  };

/** The larger or smaller of two; a number wins over NaN. */
const skipNaN = (pick: Numbers): Binary => {
  const known: Numbers = (p, q) => (Number.isNaN(p) ? q : Number.isNaN(q) ? p : pick(p, q));
  return (a, b) => zip(a.dtype as 'float32', [a, b], known);
};

const add = operation(PAIR, (call, { version }) => {
  const [a, b] = call.promoted(...PAIR) as [tf.Tensor, tf.Tensor];
  if (a.dtype === 'bool') return tf.logicalOr(toBool(a), toBool(b));
  // A tensor of the graph has a batch axis of unknown size and is never taken for a vector.
  if (call.raw('x2')?.kind !== 'value') refuseBias(a, b, version);
  return plus(a, b);
});

function clipped(call: OperationCall): tf.Tensor {
  const x = numeric(call.tensor('x'));
  const [low, high] = [call.tensor('x_min'), call.tensor('x_max')];
  const bound = (side: tf.Tensor) => {
    if (x.dtype === 'int32' && side.dtype === 'float32')
      throw new RunStop('It clips whole numbers to bounds that are not whole.');
    return tf.cast(side, x.dtype);
  };
  if (low.size === 1 && high.size === 1 && x.dtype === 'float32')
    return clip(x, low.dataSync()[0] ?? null, high.dataSync()[0] ?? null);
  return tf.maximum(tf.minimum(x, bound(high)), bound(low));
}

/** TensorFlow scales by the larger one, so that two infinities give NaN. */
const hypot: Numbers = (p, q) => {
  const [large, small] = [Math.max(Math.abs(p), Math.abs(q)), Math.min(Math.abs(p), Math.abs(q))];
  const ratio = large === 0 ? 0 : small / large;
  return large * Math.sqrt(1 + ratio * ratio);
};

/** TensorFlow steps in float64: rounded to float32, that is where it started. */
const nextAfter: Numbers = (p, q) => (p === q ? q : Number.isNaN(q) ? q : p);

const logSum =
  (base: number): Numbers =>
  (p, q) => {
    const gap = p - q;
    if (Number.isNaN(gap)) return p + q;
    const small = Math.exp(-Math.abs(gap) * Math.log(base));
    return Math.max(p, q) + Math.log1p(small) / Math.log(base);
  };

/** Operators of two numbers. */
export const ARITHMETIC: Readonly<Record<string, Operation>> = {
  Add: add,
  Subtract: binary(minus),
  Multiply: binary(times, (a, b) => tf.logicalAnd(toBool(a), toBool(b))),
  Divide: float(tf.div),
  TrueDivide: float(tf.div),
  DivideNoNan: floatNumbers((p, q) => (q === 0 ? 0 : p / q)),
  FloorDivide: binary(floorDivide),
  Mod: operation(PAIR, (call) => modulo(...pairOf(call))),
  Fmod: operation(PAIR, (call) => truncatedModulo(...pairOf(call))),
  Power: binary(power),
  Maximum: binary(withNaN(tf.maximum)),
  Minimum: binary(withNaN(tf.minimum)),
  Fmax: binary(skipNaN(Math.max)),
  Fmin: binary(skipNaN(Math.min)),
  SquaredDifference: binary(squaredGap),
  Arctan2: floatNumbers(Math.atan2),
  Hypot: floatNumbers(hypot),
  Heaviside: floatNumbers((p, q) => (p < 0 ? 0 : p > 0 ? 1 : q)),
  Logaddexp: floatNumbers(logSum(Math.E)),
  Logaddexp2: floatNumbers(logSum(2)),
  Nextafter: floatNumbers(nextAfter),
  Ldexp: operation(PAIR, (call) => {
    const exponent = call.tensor('x2');
    if (exponent.dtype !== 'int32') throw new RunStop('Its exponent x2 is not a whole number.');
    return zip('float32', [toFloat(call.tensor('x1')), exponent], (p, q) =>
      p === 0 || Math.abs(p) === Number.POSITIVE_INFINITY ? p : p * f(2 ** q),
    );
  }),
  Gcd: onWholes(gcd),
  Lcm: onWholes(lcm),
  BitwiseAnd: bits(
    (p, q) => p & q,
    (p, q) => p & q,
  ),
  BitwiseOr: bits(
    (p, q) => p | q,
    (p, q) => p | q,
  ),
  BitwiseXor: bits(
    (p, q) => p ^ q,
    (p, q) => p ^ q,
  ),
  LeftShift: shiftLeft,
  BitwiseLeftShift: shiftLeft,
  RightShift: shiftRight,
  BitwiseRightShift: shiftRight,
  Clip: operation(['x', 'x_min', 'x_max'], clipped),
};

function pairOf(call: OperationCall): [tf.Tensor, tf.Tensor] {
  return promote(PAIR.map((name) => numeric(call.tensor(name)))) as [tf.Tensor, tf.Tensor];
}
