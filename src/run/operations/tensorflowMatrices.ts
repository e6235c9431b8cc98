import * as tf from '@tensorflow/tfjs-core';
import { select, spread } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { castTo } from './casting.ts';
import { diagonalOf, matrixOf, triangle } from './diagonals.ts';
import { total } from './exact.ts';
import { onNumbers } from './joining.ts';
import { axesOfDot, LINEAR, matmul, tensorDot } from './linear.ts';
import { MATRICES } from './matrices.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { reorder } from './structure.ts';
import type { TensorflowFunction } from './TensorflowFunction.ts';
import { rows } from './tensorflowMath.ts';

function product(call: OperationCall): tf.Tensor {
  const turned = (name: string, flags: readonly string[]) => {
    const x = call.tensor(name);
    if (!flags.some((flag) => call.flag(flag))) return x;
    const axes = [...Array(x.rank).keys()];
    return reorder(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
  };
  const [a, b] = [turned('a', ['transpose_a', 'adjoint_a']), turned('b', ['transpose_b', 'adjoint_b'])];
  return castTo(matmul(a, b), a.dtype);
}

function norm(call: OperationCall): tf.Tensor {
  const x = toFloat(call.tensor('x'));
  const [axes, keep] = [call.axes('axis', x.rank), call.flag('keepdims')];
  const order = call.json('ord', 'euclidean');
  if (order === 'euclidean' || order === 'fro' || (order === 2 && axes.length === 1))
    return tf.sqrt(tf.sum(tf.square(x), axes, keep));
  if (typeof order !== 'number' || axes.length !== 1 || order <= 0)
    throw new RunStop(`Its order ${JSON.stringify(order)} over ${axes.length} axes is not supported.`);
  if (order === Number.POSITIVE_INFINITY) return tf.max(tf.abs(x), axes, keep);
  return tf.pow(tf.sum(tf.pow(tf.abs(x), order), axes, keep), 1 / order);
}

function band(call: OperationCall): tf.Tensor {
  const [low, high] = [call.whole('lower'), call.whole('upper')];
  return triangle(
    call.tensor('x'),
    (row, column) => (low < 0 || row - column <= low) && (high < 0 || column - row <= high),
  );
}

/** Each line of the last axis as the diagonal of a matrix. */
function diagonal(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const size = x.shape[x.rank - 1] ?? 1;
  const unit = tf.cast(matrixOf(tf.ones([size]), 0), 'bool');
  const wide = onNumbers(x, (n) => {
    const lines = spread(tf.expandDims(n, x.rank), [...x.shape, size]);
    return select(unit, lines, tf.zerosLike(lines));
  });
  return wide;
}

function setDiagonal(call: OperationCall): tf.Tensor {
  const [x, line] = [call.tensor('x'), call.tensor('diagonal')];
  const [rowCount = 1, columns = 1] = x.shape.slice(-2);
  if (rowCount !== columns || line.shape[line.rank - 1] !== columns)
    throw new RunStop('Its diagonal does not fit.');
  const unit = tf.cast(matrixOf(tf.ones([columns]), 0), 'bool');
  return select(unit, spread(tf.expandDims(line, line.rank - 1), x.shape), x);
}

const turn = (x: tf.Tensor): number[] => {
  const axes = [...Array(x.rank).keys()];
  return [...axes.slice(0, -2), x.rank - 1, x.rank - 2];
};

/** Functions of TensorFlow on vectors and matrices. */
export const TENSORFLOW_MATRICES: Readonly<Record<string, TensorflowFunction>> = {
  ...rows(
    operation(['a', 'b', 'transpose_a', 'transpose_b', 'adjoint_a', 'adjoint_b'], product),
    'a b transpose_a transpose_b adjoint_a adjoint_b a_is_sparse=- b_is_sparse=- output_type=-',
    'linalg.matmul',
    'matmul',
  ),
  ...rows(LINEAR.Matmul, 'x=x1 y=x2', '__operators__.matmul'),
  ...rows(
    operation(['x1', 'x2', 'axes'], (call) => {
      const [a, b] = call.promoted('x1', 'x2') as [tf.Tensor, tf.Tensor];
      const { left, right } = axesOfDot(call, a, b);
      return castTo(tensorDot(a, b, left, right), call.tensor('x1').dtype);
    }),
    'a=x1 b=x2 axes',
    'tensordot',
  ),
  ...rows(
    {
      parameters: ['subscripts', '*operands'],
      compute: (call, site) => (LINEAR.Einsum as Operation).compute(call, site),
    },
    '*',
    'einsum',
  ),
  ...rows(
    operation(['a', 'b', 'transpose_a'], (call) => {
      const b = call.tensor('b');
      const a = call.tensor('a');
      const left = call.flag('transpose_a') ? reorder(a, turn(a)) : a;
      return tf.squeeze(matmul(left, tf.expandDims(b, b.rank)), [-1]);
    }),
    'a b transpose_a adjoint_a=transpose_a',
    'linalg.matvec',
  ),
  ...rows(
    operation(['x', 'ord', 'axis', 'keepdims'], norm),
    'tensor=x ord axis keepdims',
    'norm',
    'linalg.norm',
    'compat.v1.norm',
  ),
  ...rows(
    operation(['x', 'lower', 'upper'], band),
    'input=x num_lower=lower num_upper=upper',
    'linalg.band_part',
  ),
  ...rows(
    operation(['x', 'k'], (call) => diagonalOf(call.tensor('x'), call.whole('k', 0))),
    'input=x k',
    'linalg.diag_part',
  ),
  ...rows(operation(['x'], diagonal), 'diagonal=x', 'linalg.diag'),
  ...rows(operation(['x', 'diagonal'], setDiagonal), 'input=x diagonal', 'linalg.set_diag'),
  ...rows(
    operation(['x'], (call) => {
      const diagonals = diagonalOf(call.tensor('x'), 0);
      return total(diagonals, [diagonals.rank - 1]);
    }),
    'x',
    'linalg.trace',
  ),
  ...rows(MATRICES.Det, 'input=x', 'linalg.det'),
  ...rows(MATRICES.Inv, 'input=x adjoint=-', 'linalg.inv'),
  ...rows(MATRICES.Cholesky, 'input=x', 'linalg.cholesky'),
  ...rows(MATRICES.Solve, 'matrix=a rhs=b adjoint=-', 'linalg.solve'),
  ...rows(LINEAR.Cross, 'a=x1 b=x2', 'linalg.cross'),
  ...rows(
    operation(['x'], (call) => reorder(call.tensor('x'), turn(call.tensor('x')))),
    'a=x',
    'linalg.matrix_transpose',
  ),
};
