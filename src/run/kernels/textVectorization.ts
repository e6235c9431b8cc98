import * as tf from '@tensorflow/tfjs-core';
import { isArray, type JsonObject } from '../../model/index.ts';
import { textsOf } from '../hostTensor.ts';
import { RunStop } from '../RunStop.ts';
import { ngramsOf, SPLIT, STANDARDIZE } from '../text/splitText.ts';
import { encodeLookups } from './encodeLookups.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { refuseOldOrSparse } from './lookup.ts';
import { DROPPED, hashed, lookUp } from './lookupIds.ts';
import { type LookupTable, lookupTable } from './lookupTable.ts';
import { mustBe, whole } from './options.ts';
import { simple } from './simple.ts';

/** Words in rows; `lead` are the axes before them. Rows of a split differ in length. */
interface Rows {
  readonly words: readonly (readonly string[])[];
  readonly lead: readonly number[];
  readonly isSplit: boolean;
}

/** Text to words to places (`keras/src/layers/preprocessing/text_vectorization.py`). */
function textVectorization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  refuseOldOrSparse(call);
  const { options } = call;
  mustBe(options, 'ragged', false);
  mustBe(options, 'encoding', 'utf-8');
  const table = lookupTable(call, {
    ...options,
    mask_token: '',
    oov_token: '[UNK]',
    num_oov_indices: 1,
    invert: false,
  });
  const rows = joined(split(standardized(textsOf(x), options), x.shape, options), options);
  const places = rows.words.map((words) => lookUp(words, table, hashed(1, null)));
  return table.mode === 'int' ? inRows(places, rows, options) : encoded(call, places, rows, table);
}

/** The function of a name; refuses Python code. */
function named<T>(options: JsonObject, key: string, table: Readonly<Record<string, T>>): T | null {
  const value = options[key] ?? null;
  if (value === null) return null;
  const found = typeof value === 'string' && Object.hasOwn(table, value) ? table[value] : undefined;
  if (found === undefined)
    throw new RunStop(`Its option ${key} is a function of its own, which is never run.`);
  return found;
}

function standardized(texts: readonly string[], options: JsonObject): readonly string[] {
  const change = named(options, 'standardize', STANDARDIZE);
  return change === null ? texts : texts.map(change);
}

function split(texts: readonly string[], shape: readonly number[], options: JsonObject): Rows {
  const cut = named(options, 'split', SPLIT);
  if (cut !== null) {
    if (shape.length > 1 && shape.at(-1) !== 1)
      throw new RunStop(`It splits texts, and its input has ${shape.at(-1)} of them in a row.`);
    return { words: texts.map(cut), lead: shape.length > 1 ? shape.slice(0, -1) : shape, isSplit: true };
  }
  if (shape.length < 2)
    throw new RunStop(
      'It does not split, and its input has one axis only: how Keras fills rows is not followed.',
    );
  const width = shape.at(-1) ?? 0;
  const lead = shape.slice(0, -1);
  const count = lead.reduce((product, size) => product * size, 1);
  const words = Array.from({ length: count }, (_, i) => texts.slice(i * width, (i + 1) * width));
  return { words, lead, isSplit: false };
}

function joined(rows: Rows, { ngrams = null }: JsonObject): Rows {
  if (ngrams === null) return rows;
  const widths = typeof ngrams === 'number' ? Array.from({ length: ngrams }, (_, i) => i + 1) : ngrams;
  if (!isArray(widths) || !widths.every((width) => Number.isInteger(width)))
    throw new RunStop(`Its option ngrams = ${JSON.stringify(ngrams)} is not supported.`);
  return { ...rows, words: rows.words.map((words) => ngramsOf(words, widths as number[])) };
}

/** Rows of one length: what is missing is 0, what is too much is cut. */
function inRows(places: readonly (readonly number[])[], { lead }: Rows, options: JsonObject): tf.Tensor {
  const stated = (options.output_sequence_length ?? null) === null;
  const longest = Math.max(0, ...places.map((row) => row.length));
  const length = stated ? longest : whole(options, 'output_sequence_length');
  const values = places.flatMap((row) => Array.from({ length }, (_, i) => row[i] ?? 0));
  return tf.tensor(Int32Array.from(values), [...lead, length], 'int32');
}

/** Rows that are counted may differ in length: places that are left out fill them up. */
function encoded(
  call: KernelCall,
  places: readonly (readonly number[])[],
  { lead, isSplit }: Rows,
  table: LookupTable,
): tf.Tensor {
  if (isSplit && (table.mode === 'one_hot' || lead.length > 1))
    throw new RunStop(
      `It puts out ${table.mode} in rows of different lengths: ragged tensors are not supported.`,
    );
  const width = Math.max(0, ...places.map((row) => row.length));
  const values = places.flatMap((row) => Array.from({ length: width }, (_, i) => row[i] ?? DROPPED));
  return encodeLookups(call, { values, shape: [...lead, width] }, table, call.options.idf_weights ?? null);
}

/** Text to numbers. */
export const TEXT: KernelTable = { TextVectorization: simple('ends', textVectorization) };
