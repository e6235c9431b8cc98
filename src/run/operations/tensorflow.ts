import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { ELEMENTWISE } from './elementwise.ts';
import { LINEAR, matmul } from './linear.ts';
import { NORMALIZE } from './normalize.ts';
import { type Operation, operation } from './Operation.ts';
import { REDUCTION } from './reduction.ts';
import { STRUCTURE } from './structure.ts';
import { takeItem } from './takeItem.ts';

const KERAS: Readonly<Record<string, Operation>> = {
  ...ELEMENTWISE,
  ...REDUCTION,
  ...STRUCTURE,
  ...LINEAR,
  ...NORMALIZE,
};

/** A function of TensorFlow that computes what an operator of Keras does, under other parameter names. */
const as = (name: string, ...parameters: readonly string[]): [Operation, readonly string[]] => [
  KERAS[name] as Operation,
  parameters,
];

const two = ['x', 'y'];
const reduced = ['input_tensor', 'axis', 'keepdims'];

const RENAMED: Readonly<Record<string, [Operation, readonly string[]]>> = {
  'math.add': as('Add', ...two),
  '__operators__.add': as('Add', ...two),
  'math.subtract': as('Subtract', ...two),
  'math.multiply': as('Multiply', ...two),
  'math.divide': as('Divide', ...two),
  'math.truediv': as('TrueDivide', ...two),
  'math.floordiv': as('FloorDivide', ...two),
  'compat.v1.floor_div': as('FloorDivide', ...two),
  'math.floormod': as('Mod', ...two),
  'math.pow': as('Power', ...two),
  'math.maximum': as('Maximum', ...two),
  'math.minimum': as('Minimum', ...two),
  'math.squared_difference': as('SquaredDifference', ...two),
  'math.greater': as('Greater', ...two),
  'math.greater_equal': as('GreaterEqual', ...two),
  'math.less': as('Less', ...two),
  'math.less_equal': as('LessEqual', ...two),
  'math.equal': as('Equal', ...two),
  'math.not_equal': as('NotEqual', ...two),
  '__operators__.eq': as('Equal', 'self', 'other'),
  '__operators__.ne': as('NotEqual', 'self', 'other'),
  'math.logical_and': as('LogicalAnd', ...two),
  'math.logical_or': as('LogicalOr', ...two),
  'math.logical_not': as('LogicalNot', 'x'),
  'math.negative': as('Negative', 'x'),
  'math.abs': as('Absolute', 'x'),
  'math.sign': as('Sign', 'x'),
  'math.square': as('Square', 'x'),
  'math.sqrt': as('Sqrt', 'x'),
  'math.rsqrt': as('Rsqrt', 'x'),
  'math.exp': as('Exp', 'x'),
  'math.expm1': as('Expm1', 'x'),
  'math.log': as('Log', 'x'),
  'math.log1p': as('Log1p', 'x'),
  'math.sin': as('Sin', 'x'),
  'math.cos': as('Cos', 'x'),
  'math.erf': as('Erf', 'x'),
  'math.floor': as('Floor', 'x'),
  'math.ceil': as('Ceil', 'x'),
  'math.tanh': as('Tanh', 'x'),
  'math.sigmoid': as('Sigmoid', 'x'),
  'math.reciprocal': as('Reciprocal', 'x'),
  'math.softplus': as('Softplus', 'features'),
  'nn.relu': as('Relu', 'features'),
  'nn.relu6': as('Relu6', 'features'),
  'nn.elu': as('Elu', 'features'),
  'nn.selu': as('Selu', 'features'),
  'nn.sigmoid': as('Sigmoid', 'x'),
  'nn.tanh': as('Tanh', 'x'),
  'nn.softplus': as('Softplus', 'features'),
  'nn.softmax': as('Softmax', 'logits', 'axis'),
  'nn.silu': as('Silu', 'features'),
  'math.reduce_sum': as('Sum', ...reduced),
  'math.reduce_mean': as('Mean', ...reduced),
  'math.reduce_max': as('Max', ...reduced),
  'math.reduce_min': as('Min', ...reduced),
  'math.reduce_prod': as('Prod', ...reduced),
  'math.reduce_std': as('Std', ...reduced),
  'math.reduce_variance': as('Var', ...reduced),
  'math.reduce_any': as('Any', ...reduced),
  'math.reduce_all': as('All', ...reduced),
  concat: as('Concatenate', 'values', 'axis'),
  stack: as('Stack', 'values', 'axis'),
  reshape: as('Reshape', 'tensor', 'shape'),
  transpose: as('Transpose', 'a', 'perm'),
  'compat.v1.transpose': as('Transpose', 'a', 'perm'),
  'compat.v1.squeeze': as('Squeeze', 'input', 'axis'),
  squeeze: as('Squeeze', 'input', 'axis'),
  expand_dims: as('ExpandDims', 'input', 'axis'),
  cast: as('Cast', 'x', 'dtype'),
  tile: as('Tile', 'input', 'multiples'),
  ones_like: as('OnesLike', 'input', 'dtype'),
  zeros_like: as('ZerosLike', 'input', 'dtype'),
  clip_by_value: as('Clip', 't', 'clip_value_min', 'clip_value_max'),
  split: as('Split', 'value', 'num_or_size_splits', 'axis'),
  where: as('Where', 'condition', 'x', 'y'),
  one_hot: as('OneHot', 'indices', 'depth'),
  stop_gradient: as('StopGradient', 'input'),
  'linalg.matmul': [
    operation(['x1', 'x2', 'transpose_a', 'transpose_b'], (call) => {
      const turn = (x: tf.Tensor, yes: boolean) => {
        const axes = [...Array(x.rank).keys()];
        return yes ? tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]) : x;
      };
      return matmul(
        turn(call.tensor('x1'), call.flag('transpose_a')),
        turn(call.tensor('x2'), call.flag('transpose_b')),
      );
    }),
    ['a', 'b', 'transpose_a', 'transpose_b'],
  ],
  'nn.leaky_relu': as('LeakyRelu', 'features', 'alpha'),
  'math.l2_normalize': [
    operation(['x', 'axis', 'epsilon'], (call) => {
      const x = toFloat(call.tensor('x'));
      const sum = tf.sum(tf.square(x), call.axes('axis', x.rank), true);
      return tf.mul(x, tf.rsqrt(tf.maximum(sum, call.number('epsilon', 1e-12))));
    }),
    ['x', 'axis', 'epsilon'],
  ],
  '__operators__.getitem': [
    operation(['x', 'key'], (call) => takeItem(call.tensor('x'), call.json('key'))),
    ['tensor', 'slice_spec'],
  ],
};

/** The TensorFlow function of a `TFOpLambda`, with its own parameter names; `null` when it is not supported. */
export function tensorflowFunction(
  name: string,
): { operation: Operation; parameters: readonly string[] } | null {
  const found = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  return found === undefined ? null : { operation: found[0], parameters: found[1] };
}

/** Operators of `keras.ops` by class. */
export function kerasOperator(className: string): Operation | null {
  return Object.hasOwn(KERAS, className) ? (KERAS[className] ?? null) : null;
}
