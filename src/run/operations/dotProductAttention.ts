import * as tf from '@tensorflow/tfjs-core';
import { repeatAxis } from '../kernels/reshaping.ts';
import { select } from '../ops/anyRank.ts';
import { softmax, toBool, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { triangle } from './diagonals.ts';
import { matmul } from './linear.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

/** What masked scores become: 0.7 times the lowest that bfloat16 holds (`_get_large_negative`). */
const FAR_BELOW = -0.7 * 3.38953e38;

/** `(batch, time, heads, size)` as `(batch, heads, time, size)`, heads repeated until there are as many as asked for. */
function byHeads(x: tf.Tensor, heads: number): tf.Tensor {
  const own = x.shape[2] ?? 1;
  const wide = heads > own && own > 1 ? repeatAxis(x, 2, Math.floor(heads / own)) : x;
  return tf.transpose(wide, [0, 2, 1, 3]);
}

function masked(call: OperationCall, scores: tf.Tensor): tf.Tensor {
  let result = scores;
  const low = tf.fill(scores.shape, FAR_BELOW);
  if (call.raw('mask') !== null) result = select(toBool(call.tensor('mask')), result, low);
  if (call.flag('is_causal')) {
    const seen = triangle(tf.ones(scores.shape.slice(-2)), (row, column) => column <= row);
    result = select(toBool(seen), result, low);
  }
  return result;
}

function attend(call: OperationCall): tf.Tensor {
  const [query, key, value] = ['query', 'key', 'value'].map((name) => toFloat(call.tensor(name)));
  if (query?.rank !== 4 || key?.rank !== 4 || value?.rank !== 4)
    throw new RunStop('Its query, key or value has not four axes.');
  if (call.raw('attn_logits_soft_cap') !== null)
    throw new RunStop('Its option attn_logits_soft_cap counts in some backends of Keras and not in others.');
  if (call.flag('flash_attention')) throw new RunStop('Its option flash_attention is not supported.');
  const heads = query.shape[2] ?? 1;
  const size = key.shape[3] ?? 1;
  const keys = tf.transpose(byHeads(key, heads), [0, 1, 3, 2]);
  const scale = call.number('scale', 1 / Math.sqrt(size));
  const raw = tf.mul(matmul(tf.transpose(query, [0, 2, 1, 3]), keys), scale);
  const scores = call.raw('bias') === null ? raw : tf.add(raw, toFloat(call.tensor('bias')));
  const shares = softmax(masked(call, scores), [3]);
  return tf.transpose(matmul(shares, byHeads(value, heads)), [0, 2, 1, 3]);
}

/** Attention as one operator (`keras/src/backend/tensorflow/nn.py`, `dot_product_attention`). */
export const DOT_PRODUCT_ATTENTION: Readonly<Record<string, Operation>> = {
  DotProductAttention: operation(
    [
      'query',
      'key',
      'value',
      'bias',
      'mask',
      'scale',
      'is_causal',
      'flash_attention',
      'attn_logits_soft_cap',
    ],
    attend,
  ),
};
