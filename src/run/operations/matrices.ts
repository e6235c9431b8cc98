import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { toHost } from './HostArray.ts';
import { matmul } from './linear.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { floatOnly } from './unary.ts';

type Rows = number[][];

/** The square matrices of the last two axes, each turned into something of one shape. */
function perMatrix(
  x: tf.Tensor,
  shape: readonly number[],
  compute: (rows: Rows, n: number) => ArrayLike<number>,
): tf.Tensor {
  const size = x.shape[x.rank - 1] ?? 0;
  if (x.rank < 2 || x.shape[x.rank - 2] !== size) throw new RunStop('Its matrix is not square.');
  const { values } = toHost(x);
  const results: number[] = [];
  for (let n = 0; n * size * size < values.length; n++) {
    const rows = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => values[(n * size + i) * size + j] ?? 0),
    );
    results.push(...Array.from(compute(rows, n)));
  }
  return tf.tensor(Float32Array.from(results), [...x.shape.slice(0, -2), ...shape], 'float32');
}

interface Decomposed {
  readonly rows: Rows;
  /** Where each row came from. */
  readonly order: number[];
  readonly sign: number;
}

/** Lower and upper triangle in one, the largest pivot of each column first. */
function decompose(given: Rows): Decomposed {
  const rows = given.map((row) => [...row]);
  const order = rows.map((_, i) => i);
  let sign = 1;
  for (let k = 0; k < rows.length; k++) {
    let pivot = k;
    for (let i = k + 1; i < rows.length; i++)
      if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[pivot]?.[k] ?? 0)) pivot = i;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot] as number[], rows[k] as number[]];
      [order[k], order[pivot]] = [order[pivot] ?? 0, order[k] ?? 0];
      sign = -sign;
    }
    eliminate(rows, k);
  }
  return { rows, order, sign };
}

function eliminate(rows: Rows, k: number): void {
  const top = rows[k] as number[];
  const pivot = top[k] ?? 0;
  if (pivot === 0) return;
  for (const row of rows.slice(k + 1)) {
    const factor = (row[k] ?? 0) / pivot;
    row[k] = factor;
    for (let j = k + 1; j < rows.length; j++) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
  }
}

const diagonalOf = ({ rows }: Decomposed): number[] => rows.map((row, i) => row[i] ?? 0);
const determinant = (lu: Decomposed): number =>
  diagonalOf(lu).reduce((product, value) => product * value, lu.sign);

/** `[sign, log |det|]`. */
function logDeterminant(rows: Rows): [number, number] {
  const lu = decompose(rows);
  const values = diagonalOf(lu);
  const sign = values.reduce((s, value) => s * Math.sign(value), lu.sign);
  return [sign, values.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0)];
}

/** Solves one lower or upper triangle for a column; `unit` triangles count as having ones on the diagonal. */
function substitute(rows: Rows, column: number[], lower: boolean, unit: boolean): number[] {
  const order = [...rows.keys()];
  if (!lower) order.reverse();
  const found = rows.map(() => 0);
  for (const i of order) {
    const row = rows[i] as number[];
    // Places that are not solved yet still hold 0; of the other triangle nothing may count.
    const known = row.map((value, j) => ((lower ? j < i : j > i) ? value * (found[j] ?? 0) : 0));
    const rest = known.reduce((left, value) => left - value, column[i] ?? 0);
    found[i] = unit ? rest : rest / (row[i] ?? 0);
  }
  return found;
}

/** Solves for one column. Refuses a singular matrix, as TensorFlow does. */
export function solveColumn(rows: Rows, column: readonly number[]): number[] {
  const lu = decompose(rows);
  if (diagonalOf(lu).includes(0)) throw new RunStop('Its matrix cannot be inverted.');
  const ordered = lu.order.map((from) => column[from] ?? 0);
  return substitute(lu.rows, substitute(lu.rows, ordered, true, true), false, false);
}

/** Solves for every column of a second tensor; a vector counts as one column. */
function columns(call: OperationCall, solve: (rows: Rows, column: number[]) => number[]): tf.Tensor {
  const [a, given] = [floatOnly(call.tensor('a')), floatOnly(call.tensor('b'))];
  const vector = given.rank === a.rank - 1;
  const b = vector ? tf.expandDims(given, -1) : given;
  const [size, count] = [b.shape[b.rank - 2] ?? 0, b.shape[b.rank - 1] ?? 0];
  if (
    b.rank !== a.rank ||
    size !== a.shape[a.rank - 1] ||
    b.shape.slice(0, -2).join() !== a.shape.slice(0, -2).join()
  )
    throw new RunStop('Its two inputs do not fit each other.');
  const { values } = toHost(b);
  const found = perMatrix(a, [count, size], (rows, n) =>
    Array.from({ length: count }, (_, j) =>
      solve(
        rows,
        rows.map((_, i) => values[(n * size + i) * count + j] ?? 0),
      ),
    ).flat(),
  );
  const turned = transposed(found);
  return vector ? tf.squeeze(turned, [turned.rank - 1]) : turned;
}

function transposed(x: tf.Tensor): tf.Tensor {
  const axes = [...Array(x.rank).keys()];
  return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

function inverse(rows: Rows): number[] {
  const found = rows.map((_, j) =>
    solveColumn(
      rows,
      rows.map((_, i) => Number(i === j)),
    ),
  );
  return rows.flatMap((_, i) => found.map((column) => column[i] ?? 0));
}

function choleskyOf(rows: Rows): Rows {
  const lower = rows.map((row) => row.map(() => 0));
  const dot = (i: number, j: number) =>
    (lower[i] as number[]).slice(0, j).reduce((sum, value, k) => sum + value * (lower[j]?.[k] ?? 0), 0);
  rows.forEach((row, i) => {
    const target = lower[i] as number[];
    for (let j = 0; j < i; j++) target[j] = ((row[j] ?? 0) - dot(i, j)) / (lower[j]?.[j] ?? 0);
    const rest = (row[i] ?? 0) - dot(i, i);
    if (!(rest > 0)) throw new RunStop('Its matrix is not positive definite.');
    target[i] = Math.sqrt(rest);
  });
  return lower;
}

function cholesky(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const size = x.shape[x.rank - 1] ?? 0;
  const lower = perMatrix(x, [size, size], (rows) => choleskyOf(rows).flat());
  return call.flag('upper') ? transposed(lower) : lower;
}

/** The inverse of a matrix given by its triangle. */
function choleskyInverse(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const upper = call.flag('upper');
  const size = x.shape[x.rank - 1] ?? 0;
  const inverted = perMatrix(x, [size, size], (rows) => {
    const found = rows.map((_, j) =>
      substitute(
        rows,
        rows.map((_, i) => Number(i === j)),
        !upper,
        false,
      ),
    );
    return rows.flatMap((_, i) => found.map((column) => column[i] ?? 0));
  });
  const turned = transposed(inverted);
  return upper ? matmul(inverted, turned) : matmul(turned, inverted);
}

const scalars = (compute: (rows: Rows) => number): Operation =>
  operation(['x'], (call) => perMatrix(floatOnly(call.tensor('x')), [], (rows) => [compute(rows)]));

function inverted(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const size = x.shape[x.rank - 1] ?? 0;
  return perMatrix(x, [size, size], inverse);
}

/** Operators on square matrices (`keras/src/backend/tensorflow/linalg.py`). */
export const MATRICES: Readonly<Record<string, Operation>> = {
  Det: scalars((rows) => determinant(decompose(rows))),
  Logdet: scalars((rows) => 2 * choleskyOf(rows).reduce((sum, row, i) => sum + Math.log(row[i] ?? 0), 0)),
  Slogdet: operation(['x'], (call) => {
    const x = floatOnly(call.tensor('x'));
    return [0, 1].map((part) => perMatrix(x, [], (rows) => [logDeterminant(rows)[part] ?? 0]));
  }),
  Inv: operation(['x'], inverted),
  Solve: operation(['a', 'b'], (call) => columns(call, solveColumn)),
  SolveTriangular: operation(['a', 'b', 'lower'], (call) => {
    const lower = call.flag('lower');
    return columns(call, (rows, column) => substitute(rows, column, lower, false));
  }),
  Cholesky: operation(['x', 'upper'], cholesky),
  CholeskyInverse: operation(['x', 'upper'], choleskyInverse),
};
