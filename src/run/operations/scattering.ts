import type * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { fromHost, type NumberType, toHost } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

type Join = (held: number, value: number) => number;
const JOINS: Readonly<Record<string, Join>> = {
  add: (held, value) => held + value,
  max: (held, value) => (Number.isNaN(value) ? held : Math.max(held, value)),
  min: (held, value) => (Number.isNaN(value) ? held : Math.min(held, value)),
  mul: (held, value) => held * value,
};

/** Flat places of the blocks that rows of indices name, and how long a block is. Refuses places outside. */
export function blocksAt(indices: tf.Tensor, shape: readonly number[]): { starts: number[]; size: number } {
  const depth = indices.shape[indices.rank - 1] ?? 0;
  if (indices.dtype === 'float32' || depth > shape.length)
    throw new RunStop('Its indices do not fit the shape.');
  const size = shape.slice(depth).reduce((n, s) => n * s, 1);
  const values = indices.dataSync();
  const starts = Array.from({ length: depth === 0 ? 0 : values.length / depth }, (_, row) => {
    let at = 0;
    for (let i = 0; i < depth; i++) {
      const place = values[row * depth + i] ?? -1;
      if (place < 0 || place >= (shape[i] ?? 0))
        throw new RunStop(`It names place ${place} of an axis of ${shape[i]}.`);
      at = at * (shape[i] ?? 1) + place;
    }
    return at * size;
  });
  return { starts, size };
}

/** Blocks of values put into a tensor, one after the other. */
function putInto(
  target: Float64Array,
  indices: tf.Tensor,
  updates: tf.Tensor,
  shape: readonly number[],
  join: Join,
) {
  const { starts, size } = blocksAt(indices, shape);
  const values = toHost(updates).values;
  if (values.length !== starts.length * size) throw new RunStop('Its updates do not fit its indices.');
  starts.forEach((start, row) => {
    for (let i = 0; i < size; i++)
      target[start + i] = join(target[start + i] ?? 0, values[row * size + i] ?? 0);
  });
}

function scatter(call: OperationCall): tf.Tensor {
  const shape = call.sizes('shape');
  const values = call.tensor('values');
  const target = new Float64Array(shape.reduce((n, s) => n * s, 1));
  putInto(target, call.tensor('indices'), values, shape, JOINS.add as Join);
  return fromHost({ dtype: values.dtype as NumberType, shape, values: target });
}

function scatterUpdate(call: OperationCall): tf.Tensor {
  const inputs = call.tensor('inputs');
  const stated = call.json('reduction');
  const join: Join | undefined = stated === null ? (_, value) => value : JOINS[String(stated)];
  if (join === undefined)
    throw new RunStop(`Its option reduction = ${JSON.stringify(stated)} is not supported.`);
  const updates = call.tensor('updates');
  if (updates.dtype !== inputs.dtype && inputs.dtype !== 'float32')
    throw new RunStop(`It puts ${updates.dtype} values among ${inputs.dtype} values.`);
  const target = Float64Array.from(toHost(inputs).values);
  putInto(target, call.tensor('indices'), updates, inputs.shape, join);
  return fromHost({ dtype: inputs.dtype as NumberType, shape: inputs.shape, values: target });
}

function slice(call: OperationCall): tf.Tensor {
  const x = call.tensor('inputs');
  const [starts, shape] = [call.sizes('start_indices'), call.sizes('shape')];
  if (starts.length !== x.rank || shape.length !== x.rank)
    throw new RunStop('Its bounds do not fit its input.');
  return starts.reduce<tf.Tensor>((rest, start, axis) => {
    const size = x.shape[axis] ?? 0;
    const length = shape[axis] === -1 ? size - start : (shape[axis] ?? 0);
    if (start < 0 || length < 0 || start + length > size)
      throw new RunStop(`It cuts ${start}…${start + length} from an axis of ${size}.`);
    return sliceAxis(rest, axis, start, start + length);
  }, x);
}

/** A block laid into a tensor; a start that would reach beyond the end moves back, as XLA moves it. */
function sliceUpdate(call: OperationCall): tf.Tensor {
  const x = call.tensor('inputs');
  const updates = call.tensor('updates');
  const starts = call.sizes('start_indices').map((start, axis) => {
    const room = (x.shape[axis] ?? 0) - (updates.shape[axis] ?? 0);
    return Math.min(room, Math.max(0, start));
  });
  if (starts.length !== x.rank || updates.rank !== x.rank || starts.some((start) => start < 0))
    throw new RunStop('Its update does not fit its input.');
  if (updates.dtype !== x.dtype)
    throw new RunStop(`It lays ${updates.dtype} values among ${x.dtype} values.`);
  const target = Float64Array.from(toHost(x).values);
  const source = toHost(updates).values;
  for (let i = 0; i < source.length; i++) {
    let [rest, at, step] = [i, 0, 1];
    for (let axis = x.rank - 1; axis >= 0; axis--) {
      const size = updates.shape[axis] ?? 1;
      at += ((rest % size) + (starts[axis] ?? 0)) * step;
      rest = Math.floor(rest / size);
      step *= x.shape[axis] ?? 1;
    }
    target[at] = source[i] ?? 0;
  }
  return fromHost({ dtype: x.dtype as NumberType, shape: x.shape, values: target });
}

/** Operators that put values at places (`keras/src/backend/tensorflow/core.py`). */
export const SCATTERING: Readonly<Record<string, Operation>> = {
  Scatter: operation(['indices', 'values', 'shape'], scatter),
  ScatterUpdate: operation(['inputs', 'indices', 'updates', 'reduction'], scatterUpdate),
  Slice: operation(['inputs', 'start_indices', 'shape'], slice),
  SliceUpdate: operation(['inputs', 'start_indices', 'updates'], sliceUpdate),
};
