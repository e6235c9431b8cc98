import * as tf from '@tensorflow/tfjs-core';
import { isArray, type Json } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import {
  countsAll,
  type Encoding,
  encodeByCounting,
  encodeCategories,
  type Ids,
} from './encodeCategories.ts';
import { generationOf } from './generation.ts';
import type { KernelCall } from './Kernel.ts';
import type { LookupTable } from './lookupTable.ts';

/** What a lookup puts out for places: the places, encoded ones, or counts times idf weights. */
export function encodeLookups(call: KernelCall, ids: Ids, table: LookupTable, idf: Json): tf.Tensor {
  if (table.mode === 'int') return tf.tensor(Int32Array.from(ids.values), [...ids.shape], 'int32');
  const weighs = table.mode === 'tf_idf';
  const encoding: Encoding = {
    mode: table.mode === 'tf_idf' ? 'count' : table.mode,
    depth: table.depth,
    // Keras 3 encodes in int64, whatever its symbolic shapes say; Keras 2 in its own type.
    dtype: weighs || generationOf(call) === 2 ? 'float32' : 'int32',
  };
  const encoded = countsAll(call) ? encodeByCounting(ids, encoding) : encodeCategories(ids, encoding);
  return weighs ? tf.mul(encoded, idfWeights(call, table, idf)) : encoded;
}

const STORED = ['idf_weights', 'vars/idf_weights', '_lookup_layer/vars/idf_weights'];

/** The stored weights; else the config's, with their average for unknown tokens in front and zeros behind. */
function idfWeights(call: KernelCall, table: LookupTable, given: Json): tf.Tensor {
  if (STORED.some((role) => call.weights.has(role))) return call.weights.get(STORED, [table.depth]);
  if (!isArray(given) || !given.every((weight) => typeof weight === 'number'))
    throw new RunStop('The file does not hold its idf weights.');
  const stated = given as readonly number[];
  if (stated.length !== table.tokens.length + (table.hasSpecial ? table.start : 0))
    throw new RunStop(`It has ${stated.length} idf weights for ${table.tokens.length} tokens.`);
  const average = stated.reduce((sum, weight) => sum + weight, 0) / stated.length;
  const all = [...(table.hasSpecial ? [] : new Array<number>(table.start).fill(average)), ...stated];
  return tf.tensor1d([...all, ...new Array<number>(table.depth - all.length).fill(0)]);
}
