import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { generationOf } from './generation.ts';
import type { KernelCall } from './Kernel.ts';

/** Whole numbers on the host, row-major. */
export interface Ids {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** What an id becomes. */
export type OutputMode = 'one_hot' | 'multi_hot' | 'count';

/** How ids are encoded. */
export interface Encoding {
  readonly mode: OutputMode;
  readonly depth: number;
  readonly dtype: 'float32' | 'int32';
  /** What each id counts; as many as there are ids. */
  readonly weights?: ArrayLike<number>;
}

/** Keras 2, and the layers of Keras before 3.4 that share its way: at most two axes, everything is counted. */
export function countsAll(call: KernelCall): boolean {
  return generationOf(call) === 2 || (call.version?.minor ?? 0) < 4;
}

/** Ids encoded as `tf_utils.encode_categorical_inputs` of Keras 2 and 3.0 to 3.3 does. */
export function encodeByCounting(ids: Ids, encoding: Encoding): tf.Tensor {
  const widened = encoding.mode === 'one_hot' && (ids.shape.at(-1) !== 1 || ids.shape.length < 2);
  const shape = widened ? [...ids.shape, 1] : ids.shape;
  if (shape.length > 2)
    throw new RunStop(
      `Keras encodes at most two axes as ${encoding.mode}; its input has ${ids.shape.length}.`,
    );
  return counted({ values: ids.values, shape }, encoding);
}

/** Ids encoded as `numerical_utils.encode_categorical_inputs` of Keras since 3.4 does. */
export function encodeCategories(ids: Ids, encoding: Encoding): tf.Tensor {
  if (encoding.mode === 'one_hot') return oneHot(squeezed(ids), encoding);
  return ids.shape.length <= 2 ? counted(ids, encoding) : reducedOneHot(ids, encoding);
}

/** The same ids without a last axis of size 1, unless it is the only one. */
export function squeezed(ids: Ids): Ids {
  return ids.shape.length > 1 && ids.shape.at(-1) === 1
    ? { values: ids.values, shape: ids.shape.slice(0, -1) }
    : ids;
}

/** Each id as a row; ids outside become zeros (`tf.one_hot`). */
export function oneHot({ values, shape }: Ids, { depth, dtype }: Encoding): tf.Tensor {
  const out = roomFor(values.length * depth, dtype);
  for (let i = 0; i < values.length; i++) {
    const id = values[i] as number;
    if (id >= 0 && id < depth) out[i * depth + id] = 1;
  }
  return tf.tensor(out, [...shape, depth], dtype);
}

/** Counts along the last axis (`tf.math.bincount`): ids beyond the depth are left out, negative ones are an error. */
function counted({ values, shape }: Ids, { mode, depth, dtype, weights }: Encoding): tf.Tensor {
  const width = shape.at(-1) ?? 1;
  const out = roomFor((width === 0 ? sizeWithoutLast(shape) : values.length / width) * depth, dtype);
  for (let i = 0; i < values.length; i++) {
    const id = values[i] as number;
    if (id < 0) throw new RunStop(`An id is ${id}; Keras stops at negative ids.`);
    if (id >= depth) continue;
    const at = Math.floor(i / width) * depth + id;
    out[at] = mode === 'count' ? (out[at] as number) + (weights?.[i] ?? 1) : 1;
  }
  return tf.tensor(out, [...shape.slice(0, -1), depth], dtype);
}

const sizeWithoutLast = (shape: readonly number[]): number =>
  shape.slice(0, -1).reduce((product, size) => product * size, 1);

/** More than two axes: the second one is summed up, not the last (`keras/src/utils/numerical_utils.py`). */
export function reducedOneHot(ids: Ids, encoding: Encoding): tf.Tensor {
  const rows = oneHot(ids, { ...encoding, dtype: 'float32' });
  const axis = ids.shape.length > 1 ? 1 : 0;
  const { weights, mode, dtype } = encoding;
  if (mode === 'multi_hot') return tf.cast(tf.max(rows, axis), dtype);
  const weighted =
    weights === undefined ? rows : tf.mul(rows, tf.tensor(Float32Array.from(weights), [...ids.shape, 1]));
  return tf.cast(tf.sum(weighted, axis), dtype);
}

const roomFor = (size: number, dtype: 'float32' | 'int32'): Float32Array | Int32Array =>
  dtype === 'float32' ? new Float32Array(size) : new Int32Array(size);
