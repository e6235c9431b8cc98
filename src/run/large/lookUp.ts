import * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import { isFloat, type Tensor, toFloat32, toNumbers } from '../../model/index.ts';
import { download } from '../hostTensor.ts';
import { RunStop } from '../RunStop.ts';
import type { LargeWeight } from './LargeWeight.ts';

/** Rows of a table by their numbers: only those that are asked for are read. Numbers outside give zeros, and are refused elsewhere. */
export async function lookUp(
  x: tf.Tensor,
  table: LargeWeight,
  version: KerasVersion | null,
): Promise<tf.Tensor> {
  const [size = 0, width = 0] = table.shape;
  const { values } = await download(x);
  const places = new Map<number, number[]>();
  for (const [at, value] of Array.from(values as ArrayLike<number>, Math.trunc).entries()) {
    // Keras 3 counts negative ids from the end.
    const id = value < 0 && version?.generation === 3 ? value + size : value;
    if (id >= 0 && id < size) places.set(id, [...(places.get(id) ?? []), at]);
  }
  const found = new Float32Array(values.length * width);
  for (const [id, wanted] of [...places].sort(([one], [other]) => one - other)) {
    const row = numbersOf(await table.rows(id, id + 1));
    for (const at of wanted) found.set(row, at * width);
  }
  return tf.tensor(found, [...x.shape, width], 'float32');
}

function numbersOf(row: Tensor): Float32Array {
  const numbers = isFloat(row.dtype) ? toFloat32(row) : toNumbers(row);
  if (numbers instanceof Float32Array) return numbers;
  throw new RunStop(`Values of type ${row.dtype} cannot be computed with.`);
}
