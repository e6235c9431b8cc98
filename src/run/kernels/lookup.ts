import * as tf from '@tensorflow/tfjs-core';
import type { JsonObject } from '../../model/index.ts';
import { textsOf } from '../hostTensor.ts';
import { RunStop } from '../RunStop.ts';
import { encodeLookups } from './encodeLookups.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { hashed, lookBack, lookUp, remainder } from './lookupIds.ts';
import { type LookupTable, lookupTable } from './lookupTable.ts';
import { choice, flag, mustBe } from './options.ts';
import { simple } from './simple.ts';
import { wholeNumbersOf } from './wholeNumbersOf.ts';

const LARGEST = 2 ** 31 - 1;

/** Refuses what Keras computed otherwise before 2.6, and sparse outputs. */
export function refuseOldOrSparse({ version, options }: KernelCall): void {
  if (version?.generation === 2 && version.major === 2 && version.minor < 6)
    throw new RunStop('How Keras before 2.6 looks tokens up is not known here.');
  mustBe(options, 'sparse', false);
}

function stringLookup(x: tf.Tensor, call: KernelCall): tf.Tensor {
  refuseOldOrSparse(call);
  mustBe(call.options, 'encoding', 'utf-8');
  mustBe(call.options, 'vocabulary_dtype', 'string', null);
  const table = lookupTable(call, call.options);
  if (flag(call.options, 'invert')) {
    const texts = lookBack([...wholeNumbersOf(x)], onlyWhole(table));
    return tf.tensor(texts, x.shape, 'string');
  }
  const places = lookUp(textsOf(x), table, hashed(table.buckets, call.options.salt ?? null));
  return encodeLookups(call, { values: places, shape: x.shape }, table, call.options.idf_weights ?? null);
}

function integerLookup(x: tf.Tensor, call: KernelCall): tf.Tensor {
  refuseOldOrSparse(call);
  mustBe(call.options, 'vocabulary_dtype', 'int64', 'int32');
  const table = lookupTable(call, call.options);
  const numbers = wholeNumbersOf(x);
  if (flag(call.options, 'invert')) {
    const found = lookBack([...numbers], onlyWhole(table)).map(Number);
    if (found.some((value) => Math.abs(value) > LARGEST))
      throw new RunStop('Its vocabulary holds whole numbers beyond 32 bits.');
    return tf.tensor(Int32Array.from(found), x.shape, 'int32');
  }
  const places = lookUp(Array.from(numbers, String), table, integerBuckets(call.options, table));
  return encodeLookups(call, { values: places, shape: x.shape }, table, call.options.idf_weights ?? null);
}

function integerBuckets(options: JsonObject, { buckets }: LookupTable) {
  const isHashed = choice(options, 'oov_method', ['floormod', 'farmhash']) === 'farmhash';
  return isHashed ? hashed(buckets, options.salt ?? null) : remainder(buckets);
}

function onlyWhole(table: LookupTable): LookupTable {
  if (table.mode === 'int') return table;
  throw new RunStop(`It looks places up and puts out ${table.mode}, which Keras does not allow.`);
}

/** Layers that look tokens up in a vocabulary. */
export const LOOKUP: KernelTable = {
  StringLookup: simple('ends', stringLookup),
  IntegerLookup: simple('ends', integerLookup),
};
