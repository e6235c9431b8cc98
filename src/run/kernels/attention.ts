import * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import { isArray } from '../../model/index.ts';
import { select } from '../ops/anyRank.ts';
import { einsum } from '../ops/einsum.ts';
import { softmax, toBool, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Value, valuesIn } from '../Value.ts';
import { maskedSoftmax } from './activation.ts';
import { argument, isTraining, onlyKnownArguments, plain } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { axisWithin, flag, mustBe, whole } from './options.ts';
import { axisSize } from './shapes.ts';
import { unmasked } from './simple.ts';

const LETTERS = 'abcdefghijklmnopqrstuvw';

function soleValue(call: KernelCall, position: number, name: string): Value | null {
  const found = argument(call, position, name);
  const values = found === null ? [] : valuesIn(found);
  if (values.length > 1) throw new RunStop(`Its argument ${name} is several tensors.`);
  return values[0] ?? null;
}

/** `x · kernel + bias` from the features to heads and their channels. */
function project(call: KernelCall, x: tf.Tensor, role: string, heads: number, size: number): tf.Tensor {
  const free = LETTERS.slice(0, x.rank - 1);
  const kernel = call.weights.get(`${role}/kernel`, [axisSize(x, -1), heads, size]);
  const y = einsum(`${free}x,xyz->${free}yz`, [x, kernel]);
  return flag(call.options, 'use_bias') ? tf.add(y, call.weights.get(`${role}/bias`, [heads, size])) : y;
}

/** Back from heads and their channels to features. */
function gather(call: KernelCall, x: tf.Tensor, features: readonly number[]): tf.Tensor {
  const free = LETTERS.slice(0, x.rank - 2);
  const out = LETTERS.slice(x.rank - 2, x.rank - 2 + features.length);
  const kernel = call.weights.get('attention_output/kernel', [axisSize(x, -2), axisSize(x, -1), ...features]);
  const y = einsum(`${free}yz,yz${out}->${free}${out}`, [x, kernel]);
  return flag(call.options, 'use_bias') ? tf.add(y, call.weights.get('attention_output/bias', features)) : y;
}

function causalMask(rows: number, columns: number): tf.Tensor {
  const row = tf.range(0, rows, 1, 'int32');
  const column = tf.range(0, columns, 1, 'int32');
  return tf.expandDims(tf.greaterEqual(tf.expandDims(row, 1), tf.expandDims(column, 0)), 0);
}

/** Whether a layer deletes the masks of the tensors that it reads: Keras does so since 3.7, to be rid of a warning. */
export function takesMasks(className: string | undefined, version: KerasVersion | null): boolean {
  return className === 'MultiHeadAttention' && version?.generation === 3 && (version.minor ?? 0) >= 7;
}

/** All masks of a call as one of shape (batch, T, S); `null` when nothing is masked. */
function attentionMask(call: KernelCall, query: Value, value: Value, key: Value | null): tf.Tensor | null {
  const stated = (name: string, own: tf.Tensor | null): tf.Tensor | null => {
    const found = soleValue(call, Number.POSITIVE_INFINITY, name);
    return found === null ? own : toBool(found.tensor);
  };
  const given = soleValue(call, Number.POSITIVE_INFINITY, 'attention_mask');
  // Since 3.7 the query's mask is the tensor's, whatever the keyword says.
  const rows = takesMasks(call.className, call.version) ? query.mask : stated('query_mask', query.mask);
  const columns = stated('value_mask', value.mask);
  const keys = stated('key_mask', key?.mask ?? null);
  const parts = [
    given === null ? null : toBool(given.tensor),
    rows === null ? null : tf.expandDims(rows, -1),
    columns === null ? null : tf.expandDims(columns, -2),
    keys === null ? null : tf.expandDims(keys, -2),
    plain(call, Number.POSITIVE_INFINITY, 'use_causal_mask', false) === true
      ? causalMask(axisSize(query.tensor, 1), axisSize(value.tensor, 1))
      : null,
  ].filter((part) => part !== null);
  const [first, ...rest] = parts;
  return first === undefined
    ? null
    : rest.reduce<tf.Tensor>((mask, part) => tf.logicalAnd(mask, part), first);
}

const KNOWN = [
  ...['query', 'value', 'key', 'query_mask', 'value_mask', 'key_mask', 'attention_mask', 'mask'],
  ...['return_attention_scores', 'training', 'use_causal_mask'],
];

/** Axes that attention runs over, counted from the front. */
function attentionAxes(call: KernelCall, rank: number): number[] {
  const stated = call.options.attention_axes;
  if (stated === null || stated === undefined) return [...Array(rank - 2).keys()].map((i) => i + 1);
  return (isArray(stated) ? stated : [stated]).map((axis) => axisWithin(axis, 'attention_axes', rank));
}

function outputFeatures(call: KernelCall, query: tf.Tensor): number[] {
  const stated = call.options.output_shape;
  if (stated === null || stated === undefined) return [axisSize(query, -1)];
  const list = isArray(stated) ? stated : [stated];
  if (!list.every((size) => Number.isInteger(size)))
    throw new RunStop(`Its option output_shape = ${JSON.stringify(stated)} is not supported.`);
  return list as number[];
}

function multiHead(call: KernelCall): Value[] {
  onlyKnownArguments(call, KNOWN);
  mustBe(call.options, 'sliding_window', null);
  mustBe(call.options, 'use_gate', false);
  if (isTraining(call) && call.options.dropout !== 0)
    throw new RunStop('It is called with training=True: its dropout is random.');
  const query = soleValue(call, 0, 'query');
  const value = soleValue(call, 1, 'value');
  const key = soleValue(call, 2, 'key');
  if (query === null || value === null) throw new RunStop('It is called without query or value.');
  const [heads, keySize] = [whole(call.options, 'num_heads'), whole(call.options, 'key_dim')];
  const valueSize = call.options.value_dim === null ? keySize : whole(call.options, 'value_dim');
  const q = project(call, toFloat(query.tensor), 'query', heads, keySize);
  const k = project(call, toFloat((key ?? value).tensor), 'key', heads, keySize);
  const v = project(call, toFloat(value.tensor), 'value', heads, valueSize);
  const scores = scoresOf(call, tf.mul(q, 1 / Math.sqrt(keySize)), k, attentionMask(call, query, value, key));
  const mixed = einsum(scores.combine, [scores.tensor, v]);
  const tensor = gather(call, mixed, outputFeatures(call, query.tensor));
  const output = { tensor, mask: query.mask };
  const wantsScores = plain(call, Number.POSITIVE_INFINITY, 'return_attention_scores', false) === true;
  return wantsScores ? [output, unmasked(scores.tensor)] : [output];
}

/** Softmax of query · key over the attention axes, and the equation that applies it to the values. */
function scoresOf(call: KernelCall, q: tf.Tensor, k: tf.Tensor, mask: tf.Tensor | null) {
  const rank = q.rank;
  const axes = attentionAxes(call, rank - 1);
  const target = [...LETTERS.slice(0, rank)];
  const other = [...'ABCDEFGH'];
  const source = target.map((letter, axis) =>
    axes.includes(axis) ? (other[axes.indexOf(axis)] ?? '') : letter,
  );
  const batch = target.filter((_, axis) => !axes.includes(axis) && axis !== rank - 1);
  const rows = axes.map((axis) => target[axis]);
  const columns = axes.map((axis) => source[axis]);
  const product = [...batch, ...rows, ...columns].join('');
  const raw = einsum(`${source.join('')},${target.join('')}->${product}`, [k, q]);
  const last = axes.map((_, i) => raw.rank - axes.length + i);
  const combine = `${product},${source.join('')}->${target.join('')}`;
  return { tensor: mask === null ? softmax(raw, last) : masked(call, raw, mask, last, axes.length), combine };
}

function masked(
  call: KernelCall,
  raw: tf.Tensor,
  mask: tf.Tensor,
  last: readonly number[],
  axes: number,
): tf.Tensor {
  const at = mask.rank - 2 * axes;
  if (at < 0) throw new RunStop(`A mask of rank ${mask.rank} does not fit ${axes} attention axes.`);
  const missing = raw.rank - mask.rank;
  const shape = [...mask.shape.slice(0, at), ...new Array<number>(missing).fill(1), ...mask.shape.slice(at)];
  const wide = tf.reshape(mask, shape);
  // Without dropout or scores Keras 3 uses its fused kernel, where a row that is masked completely stays uniform.
  const fused =
    generationOf(call) === 3 &&
    call.options.dropout === 0 &&
    raw.rank === 4 &&
    plain(call, Number.POSITIVE_INFINITY, 'return_attention_scores', false) !== true;
  if (fused) return softmax(select(wide, raw, tf.fill(raw.shape, -2.3e38)), last);
  return maskedSoftmax(raw, wide, last, call);
}

/** Attention layers. */
export const ATTENTION: KernelTable = { MultiHeadAttention: multiHead };
