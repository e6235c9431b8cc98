import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernels/Kernel.ts';
import { spread } from '../ops/anyRank.ts';
import { einsum } from '../ops/einsum.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { constantOf, valuesIn } from '../Value.ts';
import { type Operation, operation } from './Operation.ts';

/** Matrix product with NumPy's rules: vectors count as a row or a column, leading axes broadcast. */
export function matmul(left: tf.Tensor, right: tf.Tensor): tf.Tensor {
  const a = left.rank === 1 ? tf.expandDims(left, 0) : left;
  const b = right.rank === 1 ? tf.expandDims(right, 1) : right;
  if (a.rank < 2 || b.rank < 2) throw new RunStop('It multiplies a scalar as a matrix.');
  const product = multiplyBatches(toFloat(a), toFloat(b));
  const rows = left.rank === 1 ? tf.squeeze(product, [product.rank - 2]) : product;
  return right.rank === 1 ? tf.squeeze(rows, [rows.rank - 1]) : rows;
}

/** tfjs pairs batches by counting round, which is wrong for more than one leading axis: they are made equal first. */
function multiplyBatches(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [left, right] = [a, b].map((x) => spread(x, [...batch, ...x.shape.slice(-2)]));
  return tf.matMul(left as tf.Tensor, right as tf.Tensor);
}

/** NumPy's dot: the last axis of one with the second-last of the other, no broadcasting. */
function dot(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.rank <= 2 && b.rank <= 2) return matmul(a, b);
  if (b.rank > 2 || b.rank < 1)
    throw new RunStop(`A dot product with an operand of rank ${b.rank} is not supported.`);
  const rows = tf.reshape(a, [-1, a.shape[a.rank - 1] ?? 1]);
  return tf.reshape(matmul(rows, b), [...a.shape.slice(0, -1), ...b.shape.slice(1)]);
}

/** Linear algebra operators. */
export const LINEAR: Readonly<Record<string, Operation>> = {
  Matmul: operation(['x1', 'x2'], (call) => matmul(call.tensor('x1'), call.tensor('x2'))),
  Dot: operation(['x1', 'x2'], (call) => dot(call.tensor('x1'), call.tensor('x2'))),
};

/** Einstein summation: its equation is in the config, or the first argument. */
export const einsumKernel: Kernel = (call) => {
  const [first, ...rest] = call.args;
  const stated = call.options.subscripts ?? (first === undefined ? null : constantOf(first));
  const operands = (call.options.subscripts === undefined ? rest : call.args).flatMap(valuesIn);
  if (typeof stated !== 'string') throw new RunStop('Its equation is not in the file.');
  return [
    {
      tensor: einsum(
        stated,
        operands.map(({ tensor }) => toFloat(tensor)),
      ),
      mask: null,
    },
  ];
};
