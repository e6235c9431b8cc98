import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../model/index.ts';
import { textsOf } from '../hostTensor.ts';
import { RunStop } from '../RunStop.ts';
import { fingerprint64, joinFingerprints } from '../text/fingerprint64.ts';
import { inputOf, inputsOf, onlyKnownArguments } from './callArguments.ts';
import {
  countsAll,
  type Encoding,
  encodeByCounting,
  encodeCategories,
  type Ids,
  type OutputMode,
} from './encodeCategories.ts';
import { generationOf } from './generation.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { hashed } from './lookupIds.ts';
import { choice, mustBe, whole } from './options.ts';
import { unmasked } from './simple.ts';
import { wholeNumbersOf } from './wholeNumbersOf.ts';

/** What TensorFlow starts a crossing from (`tf.sparse.cross_hashed`). */
const CROSS_KEY = 0xdecafcaffen;

function textsToHash(call: KernelCall, x: tf.Tensor): readonly string[] {
  if (x.dtype === 'string') return textsOf(x);
  if (x.dtype === 'bool') throw new RunStop('Its input holds bool values, which it does not hash.');
  if (x.dtype === 'float32' && generationOf(call) === 2)
    throw new RunStop('Its input holds fractions, which Keras 2 does not hash.');
  return Array.from(wholeNumbersOf(x), String);
}

/** Texts or whole numbers to bins; what equals the mask goes to bin 0 (`keras/src/layers/preprocessing/hashing.py`). */
function hashing(call: KernelCall): readonly [ReturnType<typeof unmasked>] {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  mustBe(call.options, 'sparse', false);
  const { tensor: x } = inputOf(call);
  const texts = textsToHash(call, x);
  const bins = whole(call.options, 'num_bins');
  const mask = bins > 1 ? (call.options.mask_value ?? null) : null;
  const find = hashed(mask === null ? bins : bins - 1, call.options.salt ?? null);
  const isMask = maskTest(x, texts, mask);
  const values = texts.map((text, i) => (mask === null ? find(text) : isMask(i) ? 0 : find(text) + 1));
  const ids = squeezedOnce(call, { values, shape: x.shape });
  return [unmasked(encoded(call, ids, ['int', 'one_hot', 'multi_hot', 'count'], bins))];
}

function maskTest(x: tf.Tensor, texts: readonly string[], mask: Json): (at: number) => boolean {
  if (mask === null) return () => false;
  if ((typeof mask === 'string') !== (x.dtype === 'string') || !['string', 'number'].includes(typeof mask))
    throw new RunStop(`Its option mask_value = ${JSON.stringify(mask)} does not fit an input of ${x.dtype}.`);
  if (x.dtype !== 'float32') return (at) => texts[at] === String(mask);
  const values = x.dataSync();
  return (at) => values[at] === mask;
}

/** Since 3.4 Hashing drops a last axis of size 1 before it encodes, and the encoding may drop another. */
function squeezedOnce(call: KernelCall, ids: Ids): Ids {
  const drops = call.options.output_mode === 'one_hot' && !countsAll(call) && ids.shape.length > 1;
  return drops && ids.shape.at(-1) === 1 ? { ...ids, shape: ids.shape.slice(0, -1) } : ids;
}

function encoded(
  call: KernelCall,
  ids: Ids,
  modes: readonly ('int' | OutputMode)[],
  depth: number,
): tf.Tensor {
  const mode = choice(call.options, 'output_mode', modes);
  if (mode === 'int') return tf.tensor(Int32Array.from(ids.values), [...ids.shape], 'int32');
  const encoding: Encoding = { mode, depth, dtype: 'float32' };
  return countsAll(call) ? encodeByCounting(ids, encoding) : encodeCategories(ids, encoding);
}

/** Several features as one (`keras/src/layers/preprocessing/hashed_crossing.py`). */
const hashedCrossing: Kernel = (call) => {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  mustBe(call.options, 'sparse', false);
  const features = inputsOf(call).map(({ tensor }) => tensor);
  const [first, ...others] = features as [tf.Tensor, ...tf.Tensor[]];
  if (others.length === 0) throw new RunStop('It is called with one feature where it crosses two or more.');
  if (others.some((other) => other.shape.join() !== first.shape.join()))
    throw new RunStop('Its features have different shapes.');
  if (first.rank < 1 || first.rank > 2 || (first.rank === 2 && first.shape[1] !== 1))
    throw new RunStop(
      `Its features have shape ${first.shape.join(' × ')} where it takes one value a sample.`,
    );
  const bins = BigInt(whole(call.options, 'num_bins'));
  const prints = features.map(fingerprintsOf);
  const values = Array.from({ length: first.size }, (_, i) =>
    Number(prints.reduce((joint, print) => joinFingerprints(joint, print[i] as bigint), CROSS_KEY) % bins),
  );
  return [unmasked(encoded(call, { values, shape: first.shape }, ['int', 'one_hot'], Number(bins)))];
};

function fingerprintsOf(x: tf.Tensor): readonly bigint[] {
  if (x.dtype === 'string') return textsOf(x).map(fingerprint64);
  if (x.dtype !== 'int32')
    throw new RunStop(`A feature holds ${x.dtype} values where it takes whole numbers or text.`);
  return Array.from(wholeNumbersOf(x), (value) => BigInt.asUintN(64, BigInt(value)));
}

/** Layers that hash. */
export const HASHING: KernelTable = { Hashing: hashing, HashedCrossing: hashedCrossing };
