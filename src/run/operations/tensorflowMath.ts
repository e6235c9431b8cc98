import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { beyond } from '../wholes/WholeType.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { castTo } from './casting.ts';
import { COMPARISON, nonzero } from './comparison.ts';
import { plus, total } from './exact.ts';
import { alongAxis, type NumberType, reduceLines, zip } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import { REDUCTION } from './reduction.ts';
import { SEGMENTS } from './segments.ts';
import { roundEven } from './special.ts';
import type { TensorflowFunction } from './TensorflowFunction.ts';
import { UNARY } from './unary.ts';

type Table = Readonly<Record<string, TensorflowFunction>>;

/** Several functions that say an operator under the same parameters. */
export function rows(
  operator: Operation | undefined,
  parameters: string,
  ...names: readonly string[]
): Table {
  if (operator === undefined) throw new Error(`No operator for ${names.join(', ')}.`);
  return Object.fromEntries(names.map((name) => [name, { operation: operator, parameters }]));
}

const pair = (name: string, ...names: readonly string[]): Table =>
  rows(ARITHMETIC[name] ?? COMPARISON[name], 'x=x1 y=x2', ...names);
const operator = (name: string, symbol: string): Table =>
  rows(ARITHMETIC[name] ?? COMPARISON[name], 'x=x1 y=x2', `__operators__.${symbol}`);
const compared = (name: string, symbol: string): Table =>
  rows(COMPARISON[name], 'self=x1 other=x2', `__operators__.${symbol}`);
const alone = (name: string, parameters: string, ...names: readonly string[]): Table =>
  rows(UNARY[name] ?? COMPARISON[name], parameters, ...names);
const each = (compute: (value: number) => number): Operation =>
  operation(['x'], (call) => zip('float32', [toFloat(call.tensor('x'))], compute));
const both = (compute: (a: number, b: number) => number): Operation =>
  operation(['x1', 'x2'], (call) => {
    const [a, b] = call.promoted('x1', 'x2') as [tf.Tensor, tf.Tensor];
    return zip(a.dtype as NumberType, [a, b], compute);
  });

/** Means of whole numbers are whole in TensorFlow: the sum divided, cut off towards 0. */
const mean = operation(['x', 'axis', 'keepdims'], (call) => {
  const x = call.tensor('x');
  const [axes, keep] = [call.axes('axis', x.rank), call.flag('keepdims')];
  if (x.dtype === 'float32') return tf.mean(x, axes, keep);
  if (x.dtype === 'bool') throw new RunStop('It takes the mean of booleans.');
  return reduceLines(x, axes, keep, 'int32', (line) => {
    const sum = line.reduce((all, value) => all + value, 0);
    const why = beyond(sum, call.wholeType ?? 'int32');
    if (why !== null) throw new RunStop(`On the way it makes ${why}`);
    return Math.trunc(sum / line.length);
  });
});

const euclidean = operation(['x', 'axis', 'keepdims'], (call) => {
  const x = toFloat(call.tensor('x'));
  return castTo(
    tf.sqrt(tf.sum(tf.square(x), call.axes('axis', x.rank), call.flag('keepdims'))),
    call.tensor('x').dtype,
  );
});

const reduced = (name: string, ...names: readonly string[]): Table =>
  rows(REDUCTION[name], 'input_tensor=x axis keepdims', ...names);

/** With a condition alone, the places where it holds, one row each. */
const where = operation(['condition', 'x1', 'x2'], (call, site) => {
  if (call.raw('x1') === null) return tf.stack(nonzero(call.tensor('condition')), 1);
  return (COMPARISON.Where as Operation).compute(call, site);
});

const countNonzero = operation(
  ['x', 'axis', 'keepdims', 'dtype'],
  (call) => {
    const x = call.tensor('x');
    const counted = tf.cast(tf.notEqual(toFloat(x), tf.scalar(0)), 'int32');
    return total(counted, call.axes('axis', x.rank), call.flag('keepdims'));
  },
  'places',
);

/** Rows of segments, summed or averaged; sorted ids say by the last one how many there are. */
const segmented = (how: 'sum' | 'mean', sorted: boolean): Operation =>
  operation(['data', 'segment_ids', 'num_segments'], (call) => {
    const data = call.tensor('data');
    const ids = [...call.tensor('segment_ids').dataSync()];
    const count = sorted ? (ids.at(-1) ?? -1) + 1 : call.whole('num_segments');
    if (ids.some((id) => id >= count)) throw new RunStop(`Its segment_ids name segments beyond ${count}.`);
    return alongAxis(data, 0, data.dtype as NumberType, (line) =>
      Array.from({ length: count }, (_, segment) => {
        const own = line.filter((_, row) => ids[row] === segment);
        const sum = own.reduce((a, b) => a + b, 0);
        return how === 'sum' || own.length === 0 ? sum : sum / own.length;
      }),
    );
  });

const clipByNorm = operation(['x', 'norm', 'axes'], (call) => {
  const x = toFloat(call.tensor('x'));
  const size = tf.sqrt(tf.sum(tf.square(x), call.axes('axes', x.rank), true));
  const bound = call.number('norm');
  return tf.div(tf.mul(x, bound), tf.maximum(size, bound));
});

/** Mathematics of TensorFlow by the names that tf.keras records. */
export const TENSORFLOW_MATH: Table = {
  ...operator('Add', 'add'),
  ...pair('Add', 'math.add', 'add'),
  ...pair('Subtract', 'math.subtract', 'subtract'),
  ...pair('Multiply', 'math.multiply', 'multiply'),
  ...pair('Divide', 'math.divide', 'math.truediv', 'compat.v1.div', 'realdiv', 'RealDiv'),
  ...pair('DivideNoNan', 'math.divide_no_nan', 'compat.v1.div_no_nan'),
  ...pair('FloorDivide', 'math.floordiv', 'compat.v1.floor_div', 'floor_div'),
  ...pair('Mod', 'math.floormod', 'math.mod', 'compat.v1.floormod'),
  ...pair('Power', 'math.pow', 'pow'),
  ...pair('Maximum', 'math.maximum', 'maximum'),
  ...pair('Minimum', 'math.minimum', 'minimum'),
  ...pair('SquaredDifference', 'math.squared_difference'),
  ...rows(ARITHMETIC.Arctan2, 'y=x1 x=x2', 'math.atan2'),
  ...pair('Greater', 'math.greater', 'greater'),
  ...pair('GreaterEqual', 'math.greater_equal', 'greater_equal'),
  ...pair('Less', 'math.less', 'less'),
  ...pair('LessEqual', 'math.less_equal', 'less_equal'),
  ...pair('Equal', 'math.equal', 'equal'),
  ...pair('NotEqual', 'math.not_equal', 'not_equal'),
  ...compared('Equal', 'eq'),
  ...compared('NotEqual', 'ne'),
  ...pair('LogicalAnd', 'math.logical_and'),
  ...pair('LogicalOr', 'math.logical_or'),
  ...pair('LogicalXor', 'math.logical_xor'),
  ...pair('LogicalAnd', '__operators__.and'),
  ...pair('LogicalOr', '__operators__.or'),
  ...pair('LogicalXor', '__operators__.xor'),
  ...rows(ARITHMETIC.BitwiseAnd, 'x y', 'bitwise.bitwise_and'),
  ...rows(ARITHMETIC.BitwiseOr, 'x y', 'bitwise.bitwise_or'),
  ...rows(ARITHMETIC.BitwiseXor, 'x y', 'bitwise.bitwise_xor'),
  ...alone('LogicalNot', 'x', 'math.logical_not', '__operators__.invert'),
  ...rows(
    both((a, b) => (b === 0 ? 0 : a * b)),
    'x=x1 y=x2',
    'math.multiply_no_nan',
  ),
  ...rows(
    both((a, b) => (a === 0 ? 0 : a / b)),
    'x=x1 y=x2',
    'math.xdivy',
  ),
  ...rows(
    both((a, b) => (a === 0 ? 0 : a * Math.log(b))),
    'x=x1 y=x2',
    'math.xlogy',
  ),
  ...rows(
    operation(['x1', 'x2'], (call) => {
      const [a, b] = call.promoted('x1', 'x2') as [tf.Tensor, tf.Tensor];
      if (a.dtype === 'int32' && [...b.dataSync()].includes(0))
        throw new RunStop('It divides whole numbers by 0.');
      return zip(a.dtype as NumberType, [a, b], (p, q) => (a.dtype === 'int32' ? Math.trunc(p / q) : p / q));
    }),
    'x=x1 y=x2',
    'truncatediv',
  ),
  ...rows(
    operation(['x1', 'x2'], (call) => {
      const [a, b] = call.promoted('x1', 'x2') as [tf.Tensor, tf.Tensor];
      if (a.dtype === 'int32' && [...b.dataSync()].includes(0))
        throw new RunStop('It divides whole numbers by 0.');
      return zip(a.dtype as NumberType, [a, b], (p, q) => p % q);
    }),
    'x=x1 y=x2',
    'truncatemod',
  ),
  ...alone('Negative', 'x', 'math.negative', 'negative'),
  ...alone('Absolute', 'x', 'math.abs', 'abs'),
  ...alone('Sign', 'x', 'math.sign', 'sign'),
  ...alone('Square', 'x', 'math.square', 'square'),
  ...alone('Sqrt', 'x', 'math.sqrt', 'sqrt'),
  ...alone('Rsqrt', 'x', 'math.rsqrt'),
  ...alone('Exp', 'x', 'math.exp', 'exp'),
  ...alone('Expm1', 'x', 'math.expm1'),
  ...alone('Log', 'x', 'math.log'),
  ...alone('Log1p', 'x', 'math.log1p'),
  ...alone('Sin', 'x', 'math.sin'),
  ...alone('Cos', 'x', 'math.cos'),
  ...alone('Tan', 'x', 'math.tan'),
  ...alone('Sinh', 'x', 'math.sinh'),
  ...alone('Cosh', 'x', 'math.cosh'),
  ...alone('Tanh', 'x', 'math.tanh', 'tanh'),
  ...alone('Arcsin', 'x', 'math.asin'),
  ...alone('Arccos', 'x', 'math.acos'),
  ...alone('Arctan', 'x', 'math.atan'),
  ...alone('Arcsinh', 'x', 'math.asinh'),
  ...alone('Arccosh', 'x', 'math.acosh'),
  ...alone('Arctanh', 'x', 'math.atanh'),
  ...alone('Erf', 'x', 'math.erf'),
  ...alone('Erfc', 'x', 'math.erfc'),
  ...alone('Erfinv', 'x', 'math.erfinv'),
  ...alone('I0', 'x', 'math.bessel_i0', 'math.special.bessel_i0'),
  ...alone('Floor', 'x', 'math.floor'),
  ...alone('Ceil', 'x', 'math.ceil'),
  ...alone('Reciprocal', 'x', 'math.reciprocal'),
  ...rows(
    each((x) => (x === 0 ? 0 : 1 / x)),
    'x',
    'math.reciprocal_no_nan',
  ),
  ...rows(each(roundEven), 'x', 'math.rint'),
  ...rows(
    operation(['x'], (call) => {
      const x = call.tensor('x');
      return x.dtype === 'int32' ? x : zip('float32', [x], roundEven);
    }),
    'x',
    'math.round',
    'round',
  ),
  ...alone('Isnan', 'x', 'math.is_nan'),
  ...alone('Isinf', 'x', 'math.is_inf'),
  ...alone('Isfinite', 'x', 'math.is_finite'),
  ...reduced('Sum', 'math.reduce_sum', 'reduce_sum'),
  ...rows(mean, 'input_tensor=x axis keepdims', 'math.reduce_mean', 'reduce_mean'),
  ...reduced('Max', 'math.reduce_max', 'reduce_max'),
  ...reduced('Min', 'math.reduce_min', 'reduce_min'),
  ...reduced('Prod', 'math.reduce_prod'),
  ...reduced('Std', 'math.reduce_std'),
  ...reduced('Var', 'math.reduce_variance'),
  ...reduced('Any', 'math.reduce_any'),
  ...reduced('All', 'math.reduce_all'),
  ...reduced('Logsumexp', 'math.reduce_logsumexp'),
  ...rows(euclidean, 'input_tensor=x axis keepdims', 'math.reduce_euclidean_norm'),
  ...rows(countNonzero, 'input=x axis keepdims dtype', 'math.count_nonzero'),
  ...rows(SEGMENTS.SegmentSum, 'data segment_ids num_segments', 'math.unsorted_segment_sum'),
  ...rows(SEGMENTS.SegmentMax, 'data segment_ids num_segments', 'math.unsorted_segment_max'),
  ...rows(SEGMENTS.SegmentMin, 'data segment_ids num_segments', 'math.unsorted_segment_min'),
  ...rows(SEGMENTS.SegmentProd, 'data segment_ids num_segments', 'math.unsorted_segment_prod'),
  ...rows(segmented('mean', false), 'data segment_ids num_segments', 'math.unsorted_segment_mean'),
  ...rows(segmented('mean', true), 'data segment_ids', 'math.segment_mean'),
  ...rows(segmented('sum', true), 'data segment_ids', 'math.segment_sum'),
  ...rows(where, 'condition x=x1 y=x2', 'where', 'compat.v1.where_v2'),
  ...rows(ARITHMETIC.Clip, 't=x clip_value_min=x_min clip_value_max=x_max', 'clip_by_value'),
  ...rows(clipByNorm, 't=x clip_norm=norm axes', 'clip_by_norm'),
  ...rows(
    operation(['inputs'], (call) => call.tensors('inputs').reduce((sum, x) => plus(sum, x))),
    'inputs',
    'math.add_n',
  ),
};
