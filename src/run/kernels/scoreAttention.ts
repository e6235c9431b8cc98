import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { einsum } from '../ops/einsum.ts';
import { softmax, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import { causalMask, wants } from './attentionMask.ts';
import { inputsOf, isTraining, masksOf, onlyKnownArguments } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { choice, flag, numeric } from './options.ts';
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

/** What may be attended to: unmasked values, and nothing later where it is causal. */
function allowed(call: KernelCall, scores: tf.Tensor, values: tf.Tensor | null): tf.Tensor | null {
  const late =
    wants(call, 'use_causal_mask') || call.options.causal === true
      ? causalMask(axisSize(scores, 1), axisSize(scores, 2))
      : null;
  if (values === null || late !== null || !forgetsAxis(call)) {
    const early = values === null ? null : tf.expandDims(values, -2);
    return late !== null && early !== null ? tf.logicalAnd(late, early) : (late ?? early);
  }
  // The batch axis of the mask then meets the queries' axis of the scores.
  if (![1, axisSize(scores, 1)].includes(axisSize(values, 0)))
    throw new RunStop('Its value mask does not fit its scores in this Keras, which refuses the call.');
  return values;
}

/** From 3.0 to 3.11 Keras laid a value mask over the scores without the axis of the queries. */
const forgetsAxis = (call: KernelCall): boolean =>
  generationOf(call) === 3 && (call.version?.minor ?? 0) < 12;

/** Inputs and masks, which may be the second argument. */
function entry(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'mask', 'training', 'return_attention_scores', 'use_causal_mask']);
  const [, mask] = call.args;
  const named = mask === undefined ? call : { ...call, kwargs: { ...call.kwargs, mask } };
  const inputs = inputsOf({ ...call, args: call.args.slice(0, 1) });
  const masks = masksOf(named, inputs);
  const [query, value, key = value] = inputs.map(({ tensor }) => toFloat(tensor));
  if (!query || !value || !key) throw new RunStop('It is called without query or value.');
  return { query, value, key, masks, mask: passed(named, inputs, masks) };
}

const attention =
  (score: Scores): Kernel =>
  (call) => {
    const { query, value, key, masks, mask } = entry(call);
    const lead = query.shape.slice(0, -2);
    const [q, k, v] = [
      flattened(call, query, lead),
      flattened(call, key, lead),
      flattened(call, value, lead),
    ];
    const [queryMask = null, valueMask = null] = masks;
    if (lead.length > 1 && (queryMask ?? valueMask) !== null)
      throw new RunStop(`Its masks are not supported for inputs of rank ${query.rank}.`);
    const scores = score(call, q, k);
    const kept = allowed(call, scores, valueMask);
    const biased = kept === null ? scores : tf.sub(scores, tf.mul(tf.sub(1, tf.cast(kept, 'float32')), 1e9));
    const whole = softmax(biased, [2]);
    // What it hands back as scores has gone through dropout too.
    const weights = isTraining(call)
      ? call.noise.dropout(whole, numeric(call.options, 'dropout'), { round: call.precision.round })
      : whole;
    const mixed = masked(tf.matMul(weights, v), queryMask);
    const spread = (x: tf.Tensor) => tf.reshape(x, [...lead, ...x.shape.slice(1)]);
    const output: Value = { tensor: spread(mixed), mask };
    return wants(call, 'return_attention_scores') ? [output, unmasked(spread(weights))] : [output];
  };

/** Leading axes as one; several of them only where Keras takes them. */
function flattened(call: KernelCall, x: tf.Tensor, lead: readonly number[]): tf.Tensor {
  const late = call.version?.generation === 2 || (call.version?.minor ?? 0) >= 15;
  if (x.rank < 3 || (x.rank > 3 && !late)) rankMustBe(x, 3);
  if (x.shape.slice(0, -2).join() !== lead.join())
    throw new RunStop(`Its inputs have different leading axes: ${x.shape.join(' × ')}.`);
  return tf.reshape(x, [-1, ...x.shape.slice(-2)]);
}

const masked = (x: tf.Tensor, mask: tf.Tensor | null): tf.Tensor =>
  mask === null ? x : select(tf.expandDims(mask, -1), x, tf.zerosLike(x));

/** The first Keras 3 saw no mask on a list of inputs when it asked for the output's; until 3.10 none that was given. */
function passed(
  call: KernelCall,
  inputs: readonly Value[],
  masks: readonly (tf.Tensor | null)[],
): tf.Tensor | null {
  if (generationOf(call) === 2) return masks[0] ?? null;
  const minor = call.version?.minor ?? 0;
  if (minor < 4) return null;
  return (minor < 11 ? inputs[0]?.mask : masks[0]) ?? null;
}

/** Attention without heads. */
export const SCORE_ATTENTION: KernelTable = {
  Attention: attention(dotScores),
  AdditiveAttention: attention(additiveScores),
};
