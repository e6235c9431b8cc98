import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';

/** The types that operators compute in. */
export type NumberType = 'float32' | 'int32' | 'bool';

/** A tensor's values in reach of plain code; what it computes is rounded once, when it becomes a tensor again. */
export interface HostArray {
  readonly dtype: NumberType;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;
const product = (sizes: readonly number[]): number => sizes.reduce((n, size) => n * size, 1);

/** Reads a tensor. */
export function toHost(x: tf.Tensor): HostArray {
  return { dtype: x.dtype as NumberType, shape: x.shape, values: x.dataSync() };
}

const LIMIT = 2 ** 31;

/**
 * Whole numbers that 32 bits do not hold would become others. TensorFlow holds them where they are int64 and wraps them round
 * where they are int32, and which of both they are is not always known: they are refused.
 */
function refuseTooLarge(values: ArrayLike<number>): void {
  const wrong = Array.prototype.find.call(values, (value: number) => !(value > -LIMIT - 1 && value < LIMIT));
  if (wrong !== undefined)
    throw new RunStop(
      `It makes the whole number ${wrong}: whole numbers are computed exactly within 32 bits only.`,
    );
}

/** Writes a tensor. Of whole numbers, fractions are cut off, and what 32 bits do not hold is refused. */
export function fromHost({ dtype, shape, values }: HostArray): tf.Tensor {
  if (dtype === 'int32') refuseTooLarge(values);
  const held = ARRAYS[dtype].from(values as ArrayLike<number>);
  return tf.tensor(held, [...shape], dtype);
}

/** Distances in memory of one step along each axis of `shape`, seen as the larger `target`; 0 where it is repeated. */
function stepsFor(shape: readonly number[], target: readonly number[]): number[] {
  const lead = target.length - shape.length;
  let step = 1;
  const steps = shape.map(() => 0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    steps[axis] = size === 1 ? 0 : step;
    step *= size;
  }
  return [...new Array<number>(lead).fill(0), ...steps];
}

/** The common shape of several tensors by NumPy's rule. */
export function commonShape(tensors: readonly tf.Tensor[]): number[] {
  return tensors.reduce<number[]>(
    (shape, x) => tf.broadcast_util.assertAndGetBroadcastShape(shape, x.shape),
    [],
  );
}

/** Calls `visit` with the place in each of several broadcast tensors, in order of the common shape. */
function walk(
  shape: readonly number[],
  all: readonly number[][],
  visit: (at: readonly number[]) => void,
): void {
  const count = product(shape);
  const index = shape.map(() => 0);
  const at = all.map(() => 0);
  for (let n = 0; n < count; n++) {
    visit(at);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      const done = next === shape[axis];
      index[axis] = done ? 0 : next;
      const moved = done ? 1 - next : 1;
      all.forEach((steps, i) => {
        at[i] = (at[i] ?? 0) + moved * (steps[axis] ?? 0);
      });
      if (!done) break;
    }
  }
}

/** Computes value by value over broadcast tensors. */
export function zip(
  dtype: NumberType,
  tensors: readonly tf.Tensor[],
  compute: (...values: number[]) => number,
): tf.Tensor {
  const shape = commonShape(tensors);
  const hosts = tensors.map(toHost);
  const values = new Float64Array(product(shape));
  let n = 0;
  walk(
    shape,
    tensors.map((x) => stepsFor(x.shape, shape)),
    (at) => {
      values[n++] = compute(...hosts.map((host, i) => host.values[at[i] ?? 0] ?? Number.NaN));
    },
  );
  return fromHost({ dtype, shape, values });
}

/** The lines along one axis, each turned into another line; all must come out equally long. */
export function alongAxis(
  x: tf.Tensor,
  axis: number,
  dtype: NumberType,
  compute: (line: number[], outer: number) => ArrayLike<number>,
): tf.Tensor {
  const [before, size, after] = [
    product(x.shape.slice(0, axis)),
    x.shape[axis] ?? 1,
    product(x.shape.slice(axis + 1)),
  ];
  const { values } = toHost(x);
  const lines: ArrayLike<number>[] = [];
  for (let outer = 0; outer < before; outer++)
    for (let inner = 0; inner < after; inner++) {
      const start = outer * size * after + inner;
      const line = Array.from({ length: size }, (_, i) => values[start + i * after] ?? Number.NaN);
      lines.push(compute(line, lines.length));
    }
  const length = lines[0]?.length ?? size;
  const result = new Float64Array(before * after * length);
  lines.forEach((line, n) => {
    const start = Math.floor(n / after) * length * after + (n % after);
    for (let i = 0; i < length; i++) result[start + i * after] = line[i] ?? Number.NaN;
  });
  const shape = x.shape.map((s, i) => (i === axis ? length : s));
  return fromHost({ dtype, shape, values: result });
}

/** Several axes as one: they go to the end, flat, in the order given. `outer` is the shape that is left. */
export function gathered(x: tf.Tensor, axes: readonly number[]): { flat: tf.Tensor; outer: number[] } {
  const rest = [...Array(x.rank).keys()].filter((axis) => !axes.includes(axis));
  const outer = rest.map((axis) => x.shape[axis] ?? 1);
  const size = product(axes.map((axis) => x.shape[axis] ?? 1));
  return { flat: tf.reshape(tf.transpose(x, [...rest, ...axes]), [...outer, size]), outer };
}

/** One number from all values of several axes. */
export function reduceLines(
  x: tf.Tensor,
  axes: readonly number[],
  keep: boolean,
  dtype: NumberType,
  compute: (line: number[]) => number,
): tf.Tensor {
  const { flat, outer } = gathered(x, axes);
  const reduced = alongAxis(flat, flat.rank - 1, dtype, (line) => [compute(line)]);
  return tf.reshape(reduced, keep ? x.shape.map((s, axis) => (axes.includes(axis) ? 1 : s)) : outer);
}
