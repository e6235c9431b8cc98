import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { binBoundaries } from '../ops/binBoundaries.ts';
import { RunStop } from '../RunStop.ts';
import { valuesIn } from '../Value.ts';
import { argument, inputOf, onlyKnownArguments } from './callArguments.ts';
import {
  countsAll,
  type Encoding,
  encodeByCounting,
  encodeCategories,
  type Ids,
  oneHot,
  reducedOneHot,
} from './encodeCategories.ts';
import { generationOf } from './generation.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { choice, mustBe, numeric, whole } from './options.ts';
import { simple, unmasked } from './simple.ts';
import { wholeNumbersOf } from './wholeNumbersOf.ts';

const MODES = { one_hot: 'one_hot', multi_hot: 'multi_hot', binary: 'multi_hot', count: 'count' } as const;

/** Ids to rows (`keras/src/layers/preprocessing/category_encoding.py`). */
const categoryEncoding: Kernel = (call) => {
  onlyKnownArguments(call, ['inputs', 'count_weights', 'training', 'mask']);
  mustBe(call.options, 'sparse', false);
  const { tensor: x } = inputOf(call);
  const depth = whole(call.options, 'num_tokens');
  const mode = MODES[choice(call.options, 'output_mode', ['one_hot', 'multi_hot', 'count', 'binary'])];
  const ids: Ids = { values: wholeNumbersOf(x), shape: x.shape };
  const weights = countWeights(call, x, mode);
  const encoding: Encoding = { mode, depth, dtype: 'float32', ...(weights ? { weights } : {}) };
  if (generationOf(call) === 3) return [unmasked(byKeras3(call, ids, encoding))];
  for (const id of Array.from(ids.values))
    if (id < 0 || id >= depth) throw new RunStop(`An id is ${id}, outside its ${depth} tokens.`);
  return [unmasked(encodeByCounting(ids, encoding))];
};

/** Before 3.4 nothing is squeezed or counted: rows of one id are summed up along the second axis. */
function byKeras3(call: KernelCall, ids: Ids, encoding: Encoding): tf.Tensor {
  if (!countsAll(call)) return encodeCategories(ids, encoding);
  if (encoding.weights && ids.shape.length !== 2)
    throw new RunStop(`Keras before 3.4 fails on count_weights with ${ids.shape.length} axes.`);
  return encoding.mode === 'one_hot' ? oneHot(ids, encoding) : reducedOneHot(ids, encoding);
}

function countWeights(call: KernelCall, x: tf.Tensor, mode: string): ArrayLike<number> | null {
  const given = argument(call, 1, 'count_weights');
  if (given === null) return null;
  const [value] = valuesIn(given);
  if (value === undefined || value.tensor.shape.join() !== x.shape.join() || value.tensor.dtype === 'string')
    throw new RunStop('Its count_weights do not fit its input.');
  if (mode !== 'count') throw new RunStop(`It is called with count_weights and puts out ${mode}.`);
  return value.tensor.dataSync();
}

/** Values to the numbers of their bins (`keras/src/layers/preprocessing/discretization.py`). */
function discretization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  mustBe(call.options, 'sparse', false);
  if (x.dtype === 'string') throw new RunStop('Its input holds text where it takes numbers.');
  const bounds = boundariesOf(call);
  const values = Int32Array.from(x.dataSync(), (value) => binOf(Math.fround(value), bounds));
  const mode = choice(call.options, 'output_mode', ['int', 'one_hot', 'multi_hot', 'count']);
  const ids: Ids = { values, shape: x.shape };
  if (mode === 'int') return tf.tensor(values, x.shape, 'int32');
  const encoding: Encoding = { mode, depth: bounds.length + 1, dtype: 'float32' };
  if (!countsAll(call)) return encodeCategories(ids, encoding);
  // Keras 3.0 to 3.3 squeezes nothing, and finds out what any of the last axis holds.
  if (generationOf(call) === 3 && mode === 'one_hot') return oneHot(ids, encoding);
  if (generationOf(call) === 3 && mode === 'multi_hot')
    return tf.max(oneHot(ids, encoding), ids.shape.length - 1);
  return encodeByCounting(ids, encoding);
}

/** The number of boundaries that a value has reached; NaN has passed all. */
function binOf(value: number, bounds: ArrayLike<number>): number {
  const first = Array.from(bounds).findIndex((bound) => value < bound);
  return first < 0 ? bounds.length : first;
}

/** The config's boundaries; tf.keras computes those it was adapted to from its summary. */
function boundariesOf(call: KernelCall): Float32Array {
  const given = call.options.bin_boundaries ?? null;
  if (given === null) {
    if (generationOf(call) === 3) throw new RunStop('The file does not state its option bin_boundaries.');
    return binBoundaries(call.weights.get('summary', [2, null]), numeric(call.options, 'num_bins'));
  }
  if (!isArray(given) || !given.every((bound) => typeof bound === 'number'))
    throw new RunStop(`Its option bin_boundaries = ${JSON.stringify(given)} is not supported.`);
  const bounds = Float32Array.from(given as readonly number[]);
  if (bounds.some((bound, i) => i > 0 && bound < (bounds[i - 1] as number)))
    throw new RunStop('Its boundaries are not in order.');
  return bounds;
}

/** Layers that make categories of numbers, and rows of categories. */
export const CATEGORIES: KernelTable = {
  CategoryEncoding: categoryEncoding,
  Discretization: simple('ends', discretization),
};
