import * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import { toBool } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Value, valuesIn } from '../Value.ts';
import { argument, plain } from './callArguments.ts';
import type { KernelCall } from './Kernel.ts';
import { whole } from './options.ts';
import { axisSize } from './shapes.ts';

const KEYWORD = Number.POSITIVE_INFINITY;

/** The one tensor of an argument, `null` when it is absent. */
export function soleValue(call: KernelCall, position: number, name: string): Value | null {
  const found = argument(call, position, name);
  const values = found === null ? [] : valuesIn(found);
  if (values.length > 1) throw new RunStop(`Its argument ${name} is several tensors.`);
  return values[0] ?? null;
}

/** A yes or no among the call's keywords. */
export function wants(call: KernelCall, name: string): boolean {
  const value = plain(call, KEYWORD, name, false);
  if (typeof value !== 'boolean')
    throw new RunStop(`Its argument ${name} is ${JSON.stringify(value)}, which is not supported.`);
  return value;
}

/** Which query (rows) may see which key (columns) by place alone: `(1, rows, columns)`. */
function band(
  rows: number,
  columns: number,
  sees: (row: tf.Tensor, column: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const row = tf.expandDims(tf.range(0, rows, 1, 'int32'), 1);
  const column = tf.expandDims(tf.range(0, columns, 1, 'int32'), 0);
  return tf.expandDims(sees(row, column), 0);
}

/** Nothing later. */
export function causalMask(rows: number, columns: number): tf.Tensor {
  return band(rows, columns, tf.greaterEqual);
}

function windowMask(call: KernelCall, rows: number, columns: number): tf.Tensor | null {
  if ((call.options.sliding_window ?? null) === null) return null;
  const width = whole(call.options, 'sliding_window');
  return band(rows, columns, (row, column) =>
    tf.less(tf.abs(tf.sub(row, column)), tf.scalar(width, 'int32')),
  );
}

/** Whether a layer deletes the masks of the tensors that it reads: Keras does so since 3.8, to be rid of a warning. */
export function takesMasks(className: string | undefined, version: KerasVersion | null): boolean {
  return className === 'MultiHeadAttention' && version?.generation === 3 && version.minor >= 8;
}

/**
 * All masks of a call as one of shape (batch, T, S); `null` when nothing is masked
 * (`keras/src/layers/attention/multi_head_attention.py`, `_compute_attention_mask`).
 */
export function attentionMask(
  call: KernelCall,
  query: Value,
  value: Value,
  key: Value | null,
): tf.Tensor | null {
  const stated = (name: string, own: tf.Tensor | null): tf.Tensor | null => {
    const found = soleValue(call, KEYWORD, name);
    return found === null ? own : toBool(found.tensor);
  };
  // Since 3.8 the query's mask is the tensor's, whatever the keyword says.
  const asks = takesMasks(call.className, call.version) ? query.mask : stated('query_mask', query.mask);
  const values = stated('value_mask', value.mask);
  const keys = stated('key_mask', key?.mask ?? null);
  const [rows, columns] = [axisSize(query.tensor, 1), axisSize(value.tensor, 1)];
  const given = stated('attention_mask', null);
  const parts = [
    given,
    asks === null ? null : tf.expandDims(asks, -1),
    values === null ? null : tf.expandDims(values, -2),
    keys === null ? null : tf.expandDims(keys, -2),
    wants(call, 'use_causal_mask') ? causalMask(rows, columns) : null,
    windowMask(call, rows, columns),
  ].filter((part) => part !== null);
  const [first, ...rest] = parts;
  return first === undefined
    ? null
    : rest.reduce<tf.Tensor>((mask, part) => tf.logicalAnd(mask, part), first);
}
