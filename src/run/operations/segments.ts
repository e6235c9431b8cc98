import type * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { fromHost, type NumberType, toHost } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

interface Reduction {
  readonly join: (held: number, value: number) => number;
  /** What a segment without entries holds: `empty` when segments may come in any order, 0 or 1 when they are sorted. */
  readonly empty: (type: NumberType) => number;
  readonly sorted: number;
}

const LARGEST = 3.4028234663852886e38;
const lowest = (type: NumberType): number => (type === 'int32' ? -(2 ** 31) : -LARGEST);
const highest = (type: NumberType): number => (type === 'int32' ? 2 ** 31 - 1 : LARGEST);

/** How many segments there are when the call does not say: TensorFlow counts different ids for sums, else up to the largest. */
function countOf(ids: readonly number[], isSum: boolean): number {
  return isSum ? new Set(ids).size : Math.max(-1, ...ids) + 1;
}

function reduceSegments(call: OperationCall, { join, empty, sorted }: Reduction, isSum: boolean): tf.Tensor {
  const data = call.tensor('data');
  if (data.dtype === 'bool') throw new RunStop('It reduces booleans.');
  const type = data.dtype as NumberType;
  const ids = Array.from(toHost(call.tensor('segment_ids')).values);
  if (ids.length !== data.shape[0]) throw new RunStop('Its segment_ids do not fit its data.');
  const inOrder = call.flag('sorted');
  if (inOrder && ids.some((id, i) => id < (ids[i - 1] ?? 0)))
    throw new RunStop('Its segment_ids are said to be sorted, and are not.');
  const stated = call.json('num_segments');
  const count = inOrder
    ? (ids.at(-1) ?? -1) + 1
    : stated === null
      ? countOf(ids, isSum)
      : call.whole('num_segments');
  const block = data.size / Math.max(1, ids.length);
  const start = inOrder ? sorted : empty(type);
  const result = new Float64Array(count * block).fill(start);
  const seen = new Set<number>();
  const { values } = toHost(data);
  ids.forEach((id, row) => {
    // Negative ids count nowhere; ids beyond the end stop TensorFlow.
    if (id < 0) return;
    if (id >= count) throw new RunStop(`Its segment_ids name segment ${id} of ${count}.`);
    for (let i = 0; i < block; i++) {
      const value = values[row * block + i] ?? 0;
      const at = id * block + i;
      result[at] = seen.has(id) ? join(result[at] ?? 0, value) : value;
    }
    seen.add(id);
  });
  return fromHost({ dtype: type, shape: [count, ...data.shape.slice(1)], values: result });
}

const NAMES = ['data', 'segment_ids', 'num_segments', 'sorted'];
const segment = (reduction: Reduction, isSum = false): Operation =>
  operation(NAMES, (call) => reduceSegments(call, reduction, isSum));

/** Operators on groups of rows (`keras/src/backend/tensorflow/math.py`). */
export const SEGMENTS: Readonly<Record<string, Operation>> = {
  SegmentSum: segment({ join: (a, b) => a + b, empty: () => 0, sorted: 0 }, true),
  SegmentMax: segment({ join: Math.max, empty: lowest, sorted: 0 }),
  SegmentMin: segment({ join: Math.min, empty: highest, sorted: 0 }),
  SegmentProd: segment({ join: (a, b) => a * b, empty: () => 1, sorted: 1 }),
};
