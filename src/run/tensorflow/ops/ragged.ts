import * as tf from '@tensorflow/tfjs-core';
import type { Compute, OpCall } from './OpCall.ts';

/** Where each row of the values lies: its length, from whichever form of partition is given. */
function rowLengths(call: OpCall): number[] {
  const types = call.texts('row_partition_types').join();
  const given = call.inputs.slice(3).map((input) => [...input.dataSync()]);
  if (types === 'ROW_SPLITS') {
    const splits = given[0] ?? [];
    return splits.slice(1).map((end, i) => end - (splits[i] ?? 0));
  }
  if (types !== 'FIRST_DIM_SIZE,VALUE_ROWIDS') return call.refuse(`its partition ${types} is not supported.`);
  const lengths = new Array<number>(given[0]?.[0] ?? 0).fill(0);
  for (const row of given[1] ?? []) lengths[row] = (lengths[row] ?? 0) + 1;
  return lengths;
}

/** Rows of different lengths as one tensor, filled up or cut (`ragged_tensor_to_tensor_op.cc`); values are one for each place. */
const toTensor: Compute = (call) => {
  const [shape, values, filler] = [[...call.at(0).dataSync()], call.at(1), call.at(2)];
  if (values.rank !== 1) call.refuse(`its values have ${values.rank} axes, which is not supported.`);
  const lengths = rowLengths(call);
  const unknown = shape.length === 0 || (shape.length === 1 && shape[0] === -1);
  const [rows, columns] = unknown ? [-1, -1] : shape;
  const height = rows === -1 || rows === undefined ? lengths.length : rows;
  const width = columns === -1 || columns === undefined ? Math.max(0, ...lengths) : columns;
  const all = values.dataSync() as unknown as readonly (string | number)[];
  const blank = (filler.dataSync() as unknown as readonly (string | number)[])[0] ?? 0;
  const out = new Array<string | number>(height * width).fill(blank);
  let at = 0;
  lengths.forEach((length, row) => {
    if (row < height)
      for (let i = 0; i < Math.min(length, width); i++) out[row * width + i] = all[at + i] ?? blank;
    at += length;
  });
  const texts = values.dtype === 'string';
  return texts
    ? tf.tensor(out.map(String), [height, width], 'string')
    : tf.tensor(out.map(Number), [height, width], values.dtype);
};

/** Rows of different lengths. */
export const RAGGED: Readonly<Record<string, Compute>> = { RaggedTensorToTensor: toTensor };
