import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { select } from '../ops/anyRank.ts';
import { einsum } from '../ops/einsum.ts';
import { softmax, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import { attentionMask, soleValue, wants } from './attentionMask.ts';
import { isTraining, onlyKnownArguments } from './callArguments.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { maskedSoftmax } from './maskedSoftmax.ts';
import { flag, numeric, whole } from './options.ts';
import { axisSize } from './shapes.ts';
import { unmasked } from './simple.ts';

const LETTERS = 'abcdefghijklmnopqrstuvw';
const KNOWN = [
  ...['query', 'value', 'key', 'query_mask', 'value_mask', 'key_mask', 'attention_mask'],
  ...['return_attention_scores', 'training', 'use_causal_mask'],
];

/** Query, value and key. */
function inputsOfAttention(call: KernelCall): { query: Value; value: Value; key: Value | null } {
  onlyKnownArguments(call, KNOWN);
  const query = soleValue(call, 0, 'query');
  const value = soleValue(call, 1, 'value');
  if (query === null || value === null) throw new RunStop('It is called without query or value.');
  return { query, value, key: soleValue(call, 2, 'key') };
}

/** `x · kernel + bias` from the features to heads and their channels. */
function project(call: KernelCall, x: tf.Tensor, role: string, heads: number, size: number): tf.Tensor {
  const free = LETTERS.slice(0, x.rank - 1);
  const kernel = call.weights.get(`${role}/kernel`, [axisSize(x, -1), heads, size]);
  const y = call.precision.roundProduct(einsum(`${free}x,xyz->${free}yz`, [x, kernel]));
  if (!flag(call.options, 'use_bias')) return call.precision.round(y);
  return call.precision.round(tf.add(y, call.weights.get(`${role}/bias`, [heads, size])));
}

/** Back from heads and their channels to features. */
function gather(call: KernelCall, x: tf.Tensor, features: readonly number[]): tf.Tensor {
  const free = LETTERS.slice(0, x.rank - 2);
  const out = LETTERS.slice(x.rank - 2, x.rank - 2 + features.length);
  const kernel = call.weights.get('attention_output/kernel', [axisSize(x, -2), axisSize(x, -1), ...features]);
  const y = call.precision.roundProduct(einsum(`${free}yz,yz${out}->${free}${out}`, [x, kernel]));
  return flag(call.options, 'use_bias') ? tf.add(y, call.weights.get('attention_output/bias', features)) : y;
}

/** Since 3.14: what every head answers, times a sigmoid of the query. */
function gated(call: KernelCall, x: tf.Tensor, query: tf.Tensor): tf.Tensor {
  if (!flag(call.options, 'use_gate')) return x;
  const gate = tf.sigmoid(project(call, query, 'gate', axisSize(x, -2), axisSize(x, -1)));
  return call.precision.round(tf.mul(x, call.precision.round(gate)));
}

/**
 * Axes that attention runs over, counted from the front. Before 3.12 Keras counted negative ones from the end of the
 * projected query, which has an axis of heads more.
 */
function attentionAxes(call: KernelCall, rank: number): number[] {
  const stated = call.options.attention_axes ?? null;
  if (stated === null) return [...Array(rank - 2).keys()].map((i) => i + 1);
  const { version } = call;
  const late = version?.generation === 3 && version.minor >= 12;
  return (isArray(stated) ? stated : [stated]).map((axis) => {
    if (!Number.isInteger(axis))
      throw new RunStop(`Its option attention_axes = ${JSON.stringify(stated)} is not supported.`);
    const place = Number(axis) < 0 ? Number(axis) + (late ? rank : rank + 1) : Number(axis);
    if (place < 0 || place >= rank)
      throw new RunStop(`Its option attention_axes = ${JSON.stringify(stated)} is not supported.`);
    return place;
  });
}

function outputFeatures(call: KernelCall, query: tf.Tensor): number[] {
  const stated = call.options.output_shape ?? null;
  if (stated === null || stated === 0 || (isArray(stated) && stated.length === 0))
    return [axisSize(query, -1)];
  const list = isArray(stated) ? stated : [stated];
  if (!list.every((size) => Number.isInteger(size)))
    throw new RunStop(`Its option output_shape = ${JSON.stringify(stated)} is not supported.`);
  return list as number[];
}

function multiHead(call: KernelCall): Value[] {
  const { query, value, key } = inputsOfAttention(call);
  const [heads, keySize] = [whole(call.options, 'num_heads'), whole(call.options, 'key_dim')];
  const valueSize = call.options.value_dim === null ? keySize : whole(call.options, 'value_dim');
  const asked = toFloat(query.tensor);
  const q = project(call, asked, 'query', heads, keySize);
  const k = project(call, toFloat((key ?? value).tensor), 'key', heads, keySize);
  const v = project(call, toFloat(value.tensor), 'value', heads, valueSize);
  const scores = scoresOf(
    call,
    q,
    k,
    attentionAxes(call, asked.rank),
    attentionMask(call, query, value, key),
  );
  const mixed = call.precision.round(einsum(scores.combine, [dropped(call, scores.tensor), v]));
  return answer(
    call,
    query,
    gather(call, gated(call, mixed, asked), outputFeatures(call, asked)),
    scores.tensor,
  );
}

/** Keys and values of fewer heads, each for several query heads (`grouped_query_attention.py`). */
function grouped(call: KernelCall): Value[] {
  const { query, value, key } = inputsOfAttention(call);
  const size = whole(call.options, 'head_dim');
  const heads = whole(call.options, 'num_query_heads');
  const few = whole(call.options, 'num_key_value_heads');
  if (heads % few !== 0) throw new RunStop(`Its ${heads} query heads are no multiple of ${few}.`);
  const asked = toFloat(query.tensor);
  const repeated = (x: tf.Tensor, role: string): tf.Tensor => {
    const y = project(call, x, role, few, size);
    const [batch = 1, steps = 1] = y.shape;
    const wide = tf.tile(tf.reshape(y, [batch * steps, few, 1, size]), [1, 1, heads / few, 1]);
    return tf.reshape(wide, [batch, steps, heads, size]);
  };
  if (asked.rank !== 3) throw new RunStop(`Its query has rank ${asked.rank} where it takes 3.`);
  const q = project(call, asked, 'query', heads, size);
  const k = repeated(toFloat((key ?? value).tensor), 'key');
  const v = repeated(toFloat(value.tensor), 'value');
  const scores = scoresOf(call, q, k, [1], attentionMask(call, query, value, key));
  const mixed = call.precision.round(einsum(scores.combine, [dropped(call, scores.tensor), v]));
  const output = gather(call, gated(call, mixed, asked), [axisSize(asked, -1)]);
  return answer(call, query, output, scores.tensor);
}

/** Scores with dropout where it trains; those that it hands back are the whole ones. */
function dropped(call: KernelCall, scores: tf.Tensor): tf.Tensor {
  if (!isTraining(call)) return scores;
  return call.noise.dropout(scores, numeric(call.options, 'dropout'), { round: call.precision.round });
}

/** The mask that goes on is the query's own: these layers take no `mask`. */
function answer(call: KernelCall, query: Value, tensor: tf.Tensor, scores: tf.Tensor): Value[] {
  const output = { tensor, mask: query.mask };
  return wants(call, 'return_attention_scores') ? [output, unmasked(scores)] : [output];
}

/** Softmax of query · key over the attention axes, and the equation that applies it to the values. */
function scoresOf(
  call: KernelCall,
  q: tf.Tensor,
  k: tf.Tensor,
  axes: readonly number[],
  mask: tf.Tensor | null,
) {
  const rank = q.rank;
  const target = [...LETTERS.slice(0, rank)];
  const batch = target.filter((_, axis) => !axes.includes(axis) && axis !== rank - 1);
  // Letters in the order of the axes, as Keras hands them out, not in the order in which they are stated.
  const source = [...target];
  [...axes]
    .sort((x, y) => x - y)
    .forEach((axis, i) => {
      source[axis] = 'ABCDEFGH'[i] ?? '';
    });
  const product = [...batch, ...axes.map((axis) => target[axis]), ...axes.map((axis) => source[axis])].join(
    '',
  );
  const scaled = call.precision.round(tf.mul(q, 1 / Math.sqrt(axisSize(q, -1))));
  const raw = call.precision.round(einsum(`${source.join('')},${target.join('')}->${product}`, [k, scaled]));
  const last = axes.map((_, i) => raw.rank - axes.length + i);
  const combine = `${product},${source.join('')}->${target.join('')}`;
  return { tensor: mask === null ? softmax(raw, last) : masked(call, raw, mask, last), combine };
}

function masked(call: KernelCall, raw: tf.Tensor, mask: tf.Tensor, last: readonly number[]): tf.Tensor {
  const at = mask.rank - 2 * last.length;
  const missing = raw.rank - mask.rank;
  if (missing > 0 && at < 0)
    throw new RunStop(`A mask of rank ${mask.rank} does not fit ${last.length} attention axes.`);
  const shape =
    missing > 0
      ? [...mask.shape.slice(0, at), ...new Array<number>(missing).fill(1), ...mask.shape.slice(at)]
      : mask.shape;
  const fits = shape.every((size, i) => size === 1 || size === raw.shape[raw.rank - shape.length + i]);
  if (shape.length > raw.rank || !fits)
    throw new RunStop(
      `A mask of shape ${mask.shape.join(' × ')} does not fit scores of ${raw.shape.join(' × ')}.`,
    );
  const wide = tf.reshape(mask, shape);
  if (isFused(call, raw)) return softmax(select(wide, raw, tf.fill(raw.shape, -2.3e38)), last);
  return maskedSoftmax(raw, wide, last, call);
}

/** Without dropout or scores Keras ≥ 3.7 uses `dot_product_attention`, where a row masked completely is uniform. */
function isFused(call: KernelCall, raw: tf.Tensor): boolean {
  return (
    call.version?.generation === 3 &&
    call.version.minor >= 7 &&
    numeric(call.options, 'dropout') === 0 &&
    raw.rank === 4 &&
    !wants(call, 'return_attention_scores')
  );
}

/** Attention with heads. */
export const ATTENTION: KernelTable = {
  MultiHeadAttention: multiHead,
  GroupQueryAttention: grouped,
  GroupedQueryAttention: grouped,
};
