import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { toBool, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { total } from './exact.ts';
import { fromHost, toHost, zip } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { commonType, numeric, promote } from './promote.ts';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Booleans are compared as whole numbers, which backends order alike. */
const compare = (compute: Binary): Operation =>
  operation(['x1', 'x2'], (call) => {
    const [a, b] = promote([numeric(call.tensor('x1')), numeric(call.tensor('x2'))]);
    return compute(a as tf.Tensor, b as tf.Tensor);
  });

const logical = (compute: Binary): Operation =>
  operation(['x1', 'x2'], (call) => compute(toBool(call.tensor('x1')), toBool(call.tensor('x2'))));

/** A question about floats; whole numbers and booleans answer with what `rest` says. */
const ask = (compute: (value: number) => boolean, rest: boolean): Operation =>
  operation(['x'], (call) => {
    const x = call.tensor('x');
    if (x.dtype !== 'float32') return tf.fill(x.shape, Number(rest), 'bool');
    return zip('bool', [x], (value) => Number(compute(value)));
  });

const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);

/** Places of values other than 0, one tensor per axis. */
export function nonzero(x: tf.Tensor): tf.Tensor[] {
  const { values } = toHost(x);
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) found.push(i);
  let step = x.size;
  return x.shape.map((size) => {
    step /= Math.max(1, size);
    const places = found.map((i) => Math.floor(i / step) % size);
    return fromHost({ dtype: 'int32', shape: [found.length], values: places });
  });
}

function where(call: OperationCall): tf.Tensor | tf.Tensor[] {
  const condition = toBool(call.tensor('condition'));
  const [first, second] = [call.raw('x1'), call.raw('x2')];
  if (first === null && second === null) return nonzero(condition);
  if (first === null || second === null) throw new RunStop('It is given one of x1 and x2.');
  return choose(condition, call.tensor('x1'), call.tensor('x2'));
}

/** One of two tensors by a condition, in the type the two meet in. */
export function choose(condition: tf.Tensor, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const type = commonType([a, b]);
  const [left, right] = promote([numeric(a), numeric(b)]);
  const chosen = select(condition, left as tf.Tensor, right as tf.Tensor);
  return type === 'bool' ? toBool(chosen) : chosen;
}

function selectOf(call: OperationCall): tf.Tensor {
  const conditions = call.tensors('condlist').map(toBool);
  const choices = call.tensors('choicelist');
  const fallback = call.raw('default') === null ? tf.scalar(0, 'int32') : call.tensor('default');
  const [last, ...all] = promote([fallback, ...choices]);
  return conditions.reduceRight(
    (rest, condition, i) => choose(condition, all[i] as tf.Tensor, rest),
    last as tf.Tensor,
  );
}

const near = (call: OperationCall, a: number, b: number): boolean => {
  if (Number.isNaN(a) || Number.isNaN(b)) return call.flag('equal_nan') && Number.isNaN(a) && Number.isNaN(b);
  const bound = Math.fround(call.number('atol', 1e-8) + call.number('rtol', 1e-5) * Math.abs(b));
  return Math.abs(Math.fround(a - b)) <= bound;
};

/** Infinities: `isclose` subtracts them as they are, `allclose` counts equal ones as close. */
const CLOSE = ['x1', 'x2', 'rtol', 'atol', 'equal_nan'];
const isClose = operation(CLOSE, (call) => {
  const [a, b] = call.promoted('x1', 'x2') as [tf.Tensor, tf.Tensor];
  const float = a.dtype === 'float32';
  return zip('bool', [a, b], (p, q) => Number(float ? near(call, p, q) : p === q));
});
const allClose = operation(CLOSE, (call) => {
  const [a, b] = call.promoted('x1', 'x2') as [tf.Tensor, tf.Tensor];
  const float = a.dtype === 'float32';
  const finite = (p: number, q: number) => Number.isFinite(p) && Number.isFinite(q);
  const both = (p: number, q: number) => Number.isNaN(p) && Number.isNaN(q);
  const close = (p: number, q: number) =>
    p === q || (float && (finite(p, q) || both(p, q)) && near(call, p, q));
  return tf.all(zip('bool', [a, b], (p, q) => Number(close(p, q))));
});

const isIn = operation(['x1', 'x2', 'assume_unique', 'invert'], (call) => {
  const [a, b] = call.promoted('x1', 'x2') as [tf.Tensor, tf.Tensor];
  const known = new Set<number>(Array.from(toHost(b).values));
  if (a.size === 0 || b.size === 0) return tf.zeros(a.shape, 'bool');
  const invert = call.flag('invert');
  return zip('bool', [a], (value) => Number((!Number.isNaN(value) && known.has(value)) !== invert));
});

/** Operators that answer yes or no, and those that choose by it. */
export const COMPARISON: Readonly<Record<string, Operation>> = {
  Equal: compare(tf.equal),
  NotEqual: compare(tf.notEqual),
  Greater: compare(tf.greater),
  GreaterEqual: compare(tf.greaterEqual),
  Less: compare(tf.less),
  LessEqual: compare(tf.lessEqual),
  LogicalAnd: logical(tf.logicalAnd),
  LogicalOr: logical(tf.logicalOr),
  LogicalXor: logical(tf.logicalXor),
  LogicalNot: operation(['x'], (call) => tf.logicalNot(toBool(call.tensor('x')))),
  Isnan: ask(Number.isNaN, false),
  Isinf: ask((value) => Math.abs(value) === Number.POSITIVE_INFINITY, false),
  Isfinite: ask(Number.isFinite, true),
  Isposinf: ask((value) => value === Number.POSITIVE_INFINITY, false),
  Isneginf: ask((value) => value === Number.NEGATIVE_INFINITY, false),
  Isreal: operation(['x'], (call) => tf.ones(call.tensor('x').shape, 'bool')),
  Signbit: operation(['x'], (call) => zip('bool', [call.tensor('x')], (v) => Number(isNegative(v)))),
  Isclose: isClose,
  AllClose: allClose,
  IsIn: isIn,
  Where: operation(['condition', 'x1', 'x2'], where),
  Select: operation(['condlist', 'choicelist', 'default'], selectOf),
  Nonzero: operation(['x'], (call) => nonzero(call.tensor('x')), 'places'),
  CountNonzero: operation(
    ['x', 'axis'],
    (call) => {
      const x = toFloat(call.tensor('x'));
      const counted = tf.cast(tf.notEqual(x, tf.scalar(0)), 'int32');
      return total(counted, call.axes('axis', x.rank));
    },
    'places',
  ),
};
