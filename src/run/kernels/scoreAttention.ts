import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { einsum } from '../ops/einsum.ts';
import { softmax, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import { inputsOf, isTraining, masksOf, onlyKnownArguments, plain } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { choice, flag } from './options.ts';
import { axisSize, rankMustBe } from './shapes.ts';
import { unmasked } from './simple.ts';

type Scores = (call: KernelCall, query: tf.Tensor, key: tf.Tensor) => tf.Tensor;

/** Every query beside every key: `(batch, Tq, Tv, features)`. */
const sums = (query: tf.Tensor, key: tf.Tensor): tf.Tensor =>
  tf.add(tf.expandDims(query, 2), tf.expandDims(key, 1));

const dotScores: Scores = (call, query, key) => {
  const scale = flag(call.options, 'use_scale') ? call.weights.get('scale', []) : null;
  if (choice(call.options, 'score_mode', ['dot', 'concat']) === 'dot') {
    const scores = einsum('bqd,bkd->bqk', [query, key]);
    return scale === null ? scores : tf.mul(scores, scale);
  }
  const inside = scale === null ? sums(query, key) : tf.mul(sums(query, key), scale);
  return tf.mul(tf.sum(tf.tanh(inside), -1), call.weights.get('concat_score_weight', []));
};

const additiveScores: Scores = (call, query, key) => {
  const powers = tf.tanh(sums(query, key));
  const scaled = flag(call.options, 'use_scale')
    ? tf.mul(powers, call.weights.get('scale', [axisSize(query, -1)]))
    : powers;
  return tf.sum(scaled, -1);
};

function causal(rows: number, columns: number): tf.Tensor {
  const row = tf.expandDims(tf.range(0, rows, 1, 'int32'), 1);
  return tf.expandDims(tf.greaterEqual(row, tf.expandDims(tf.range(0, columns, 1, 'int32'), 0)), 0);
}

/** What may be attended to: unmasked values, and nothing later where it is causal. */
function allowed(call: KernelCall, scores: tf.Tensor, values: tf.Tensor | null): tf.Tensor | null {
  const wants = plain(call, Number.POSITIVE_INFINITY, 'use_causal_mask', false) === true;
  const late =
    wants || call.options.causal === true ? causal(axisSize(scores, 1), axisSize(scores, 2)) : null;
  const early = values === null ? null : tf.expandDims(values, 1);
  return late !== null && early !== null ? tf.logicalAnd(late, early) : (late ?? early);
}

const attention =
  (score: Scores): Kernel =>
  (call) => {
    onlyKnownArguments(call, ['inputs', 'mask', 'training', 'return_attention_scores', 'use_causal_mask']);
    if (isTraining(call) && call.options.dropout !== 0)
      throw new RunStop('It is called with training=True: its dropout is random.');
    const inputs = inputsOf(call);
    const [query, value, key = value] = inputs.map(({ tensor }) => toFloat(tensor));
    if (!query || !value || !key) throw new RunStop('It is called without query or value.');
    for (const x of [query, value, key]) rankMustBe(x, 3);
    const masks = masksOf(call, inputs);
    const [queryMask = null, valueMask = null] = masks;
    const scores = score(call, query, key);
    const kept = allowed(call, scores, valueMask);
    const biased = kept === null ? scores : tf.sub(scores, tf.mul(tf.sub(1, tf.cast(kept, 'float32')), 1e9));
    const weights = softmax(biased, [2]);
    const mixed = tf.matMul(weights, value);
    const output: Value = { tensor: masked(mixed, queryMask), mask: passed(call, queryMask) };
    const wants = plain(call, Number.POSITIVE_INFINITY, 'return_attention_scores', false) === true;
    return wants ? [output, unmasked(weights)] : [output];
  };

const masked = (x: tf.Tensor, mask: tf.Tensor | null): tf.Tensor =>
  mask === null ? x : select(tf.expandDims(mask, -1), x, tf.zerosLike(x));

/** The first Keras 3 saw no mask on a list of inputs when it asked for the output's. */
function passed(call: KernelCall, mask: tf.Tensor | null): tf.Tensor | null {
  if (mask === null) return null;
  if (generationOf(call) === 2 || (call.version?.minor ?? 0) >= 8) return mask;
  if ((call.version?.minor ?? 0) <= 3) return null;
  throw new RunStop(
    `Whether Keras ${call.version?.major}.${call.version?.minor} passes its mask on is not known here.`,
  );
}

/** Attention without heads. */
export const SCORE_ATTENTION: KernelTable = {
  Attention: attention(dotScores),
  AdditiveAttention: attention(additiveScores),
};
