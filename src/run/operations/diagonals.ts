import * as tf from '@tensorflow/tfjs-core';
import { pickAxis, select } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { total } from './exact.ts';
import { fromHost, type NumberType, toHost } from './HostArray.ts';
import { onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { numeric } from './promote.ts';

/** Two axes brought to the end. */
function pairLast(x: tf.Tensor, first: number, second: number): tf.Tensor {
  if (first === second) throw new RunStop('It takes a diagonal of one axis.');
  const rest = [...Array(x.rank).keys()].filter((axis) => axis !== first && axis !== second);
  return tf.transpose(x, [...rest, first, second]);
}

/** The diagonal of the last two axes, `offset` places to the right of the main one. */
export function diagonalOf(x: tf.Tensor, offset: number): tf.Tensor {
  const [rows = 1, columns = 1] = x.shape.slice(-2);
  const lead = x.shape.slice(0, -2);
  const flat = tf.reshape(x, [...lead, rows * columns]);
  const places: number[] = [];
  for (let row = Math.max(0, -offset); row < rows && row + offset < columns; row++)
    places.push(row * columns + row + offset);
  return pickAxis(flat, lead.length, places);
}

function diagonal(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  if (x.rank < 2) throw new RunStop('It takes a diagonal of fewer than two axes.');
  const [first, second] = [call.axis('axis1', x.rank, 0), call.axis('axis2', x.rank, 1)];
  return diagonalOf(pairLast(x, first, second), call.whole('offset', 0));
}

/** A matrix with a line of values on one diagonal. */
export function matrixOf(line: tf.Tensor, k: number): tf.Tensor {
  const host = toHost(line);
  const size = line.size + Math.abs(k);
  const values = new Float64Array(size * size);
  for (let i = 0; i < line.size; i++)
    values[(i + Math.max(0, -k)) * size + i + Math.max(0, k)] = host.values[i] ?? 0;
  return fromHost({ dtype: line.dtype as NumberType, shape: [size, size], values });
}

function diag(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const k = call.whole('k', 0);
  if (x.rank === 1) return matrixOf(x, k);
  if (x.rank !== 2) throw new RunStop(`It takes the diagonal of ${x.rank} axes; one or two are possible.`);
  return diagonalOf(x, k);
}

/** Whether a place of the last two axes counts, as a matrix of truths. */
export function triangle(x: tf.Tensor, inside: (row: number, column: number) => boolean): tf.Tensor {
  if (x.rank < 2) throw new RunStop('It takes a triangle of fewer than two axes.');
  const [rows = 1, columns = 1] = x.shape.slice(-2);
  const truths = Array.from({ length: rows * columns }, (_, i) =>
    Number(inside(Math.floor(i / columns), i % columns)),
  );
  const mask = fromHost({ dtype: 'bool', shape: [rows, columns], values: truths });
  return onNumbers(x, (numbers) => select(mask, numbers, tf.zerosLike(numbers)));
}

function trace(call: OperationCall): tf.Tensor {
  const x = numeric(call.tensor('x'));
  const [first, second] = [call.axis('axis1', x.rank, 0), call.axis('axis2', x.rank, 1)];
  const diagonals = diagonalOf(pairLast(x, first, second), call.whole('offset', 0));
  return total(diagonals, [diagonals.rank - 1]);
}

/** Operators on diagonals and triangles. */
export const DIAGONALS: Readonly<Record<string, Operation>> = {
  Diag: operation(['x', 'k'], diag),
  Diagflat: operation(['x', 'k'], (call) => matrixOf(tf.reshape(call.tensor('x'), [-1]), call.whole('k', 0))),
  Diagonal: operation(['x', 'offset', 'axis1', 'axis2'], diagonal),
  Trace: operation(['x', 'offset', 'axis1', 'axis2'], trace, 'sums'),
  Tril: operation(['x', 'k'], (call) => {
    const k = call.whole('k', 0);
    return triangle(call.tensor('x'), (row, column) => column - row <= k);
  }),
  Triu: operation(['x', 'k'], (call) => {
    const k = call.whole('k', 0);
    return triangle(call.tensor('x'), (row, column) => column - row >= k);
  }),
};
