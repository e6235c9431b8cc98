import * as tf from '@tensorflow/tfjs-core';
import { pickAxis, spread } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { fromHost, type NumberType, toHost } from './HostArray.ts';
import { onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

/** Whole places along an axis, counted from the front; refuses what lies outside. */
export function placesOf(indices: tf.Tensor, size: number): number[] {
  if (indices.dtype === 'float32') throw new RunStop('It takes entries by places that are no whole numbers.');
  const places = [...indices.dataSync()].map((i) => (i < 0 ? i + size : i));
  const outside = places.find((i) => i < 0 || i >= size);
  if (outside !== undefined) throw new RunStop(`It takes an entry outside 0…${size - 1}.`);
  return places;
}

/** Entries of one axis by a tensor of places. */
export function takeAlong(x: tf.Tensor, indices: tf.Tensor, axis: number): tf.Tensor {
  const taken = pickAxis(x, axis, placesOf(indices, x.shape[axis] ?? 0));
  return tf.reshape(taken, [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]);
}

function take(call: OperationCall): tf.Tensor {
  const whole = call.tensor('x');
  const flat = call.raw('axis') === null;
  const x = flat ? tf.reshape(whole, [-1]) : whole;
  return takeAlong(x, call.tensor('indices'), flat ? 0 : call.axis('axis', x.rank));
}

function takeAlongAxis(call: OperationCall): tf.Tensor {
  const flat = call.raw('axis') === null;
  const given = call.tensor('x');
  const x = flat ? tf.reshape(given, [-1]) : given;
  const indices = call.tensor('indices');
  if (indices.rank !== x.rank) throw new RunStop('Its places have not as many axes as its input.');
  const axis = flat ? 0 : call.axis('axis', x.rank);
  const size = x.shape[axis] ?? 0;
  const around = (shape: readonly number[]) => shape.map((s, i) => (i === axis ? 1 : s));
  const common = tf.broadcast_util.assertAndGetBroadcastShape(around(x.shape), around(indices.shape));
  const wide = (t: tf.Tensor) =>
    onNumbers(t, (n) =>
      spread(
        n,
        common.map((s, i) => (i === axis ? (t.shape[axis] ?? 1) : s)),
      ),
    );
  const [source, chosen] = [wide(x), wide(indices)];
  const places = placesOf(chosen, size);
  const after = common.slice(axis + 1).reduce((n, s) => n * s, 1);
  const count = chosen.shape[axis] ?? 1;
  const { values } = toHost(source);
  const taken = places.map((place, i) => {
    const [block, inner] = [Math.floor(i / (after * count)), i % after];
    return values[(block * size + place) * after + inner] ?? Number.NaN;
  });
  return fromHost({ dtype: x.dtype as NumberType, shape: chosen.shape, values: taken });
}

/** Operators that pick entries by place. */
export const TAKING: Readonly<Record<string, Operation>> = {
  Take: operation(['x', 'indices', 'axis'], take),
  TakeAlongAxis: operation(['x', 'indices', 'axis'], takeAlongAxis),
  UnravelIndex: operation(['indices', 'shape'], (call) => {
    const shape = call.wholes('shape');
    const indices = call.tensor('indices');
    const { values } = toHost(indices);
    // TensorFlow splits one line of places from the last axis, and more of them from the first.
    const sizes = indices.rank === 1 ? [...shape].reverse() : shape;
    let step = 1;
    const parts = sizes.map((size) => {
      const at = Array.from(values, (v) => ((Math.floor(v / step) % size) + size) % size);
      step *= size;
      return fromHost({ dtype: 'int32', shape: indices.shape, values: at });
    });
    return parts.reverse();
  }),
};
