import * as tf from '@tensorflow/tfjs-core';
import type { Compute } from './OpCall.ts';

/** Keys and values of a table, kept as long as its tensors are. */
const TABLES = new WeakMap<object, ReadonlyMap<string | number, string | number>>();

function tableOf(keys: tf.Tensor, values: tf.Tensor): ReadonlyMap<string | number, string | number> {
  const known = TABLES.get(keys.dataId);
  if (known) return known;
  const found = [...(values.dataSync() as unknown as readonly (string | number)[])];
  const table = new Map(
    [...(keys.dataSync() as unknown as readonly (string | number)[])].map((key, i) => [key, found[i] ?? 0]),
  );
  TABLES.set(keys.dataId, table);
  return table;
}

/** Looks keys up in a table that the rewriting put beside them: keys, value for others, the table's keys, its values. */
const lookup: Compute = (call) => {
  const [keys, otherwise] = [call.at(0), call.at(1)];
  const table = tableOf(call.at(2), call.at(3));
  const none = otherwise.dataSync()[0] as unknown as string | number;
  const asked = [...(keys.dataSync() as unknown as readonly (string | number)[])];
  const found = asked.map((key) => table.get(key) ?? none);
  return otherwise.dtype === 'string'
    ? tf.tensor(found.map(String), keys.shape, 'string')
    : tf.tensor(found.map(Number), keys.shape, otherwise.dtype);
};

/** Lookup tables. */
export const LOOKUPS: Readonly<Record<string, Compute>> = { TwinspectLookup: lookup };
