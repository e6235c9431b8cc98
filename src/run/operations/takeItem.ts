import * as tf from '@tensorflow/tfjs-core';
import { isArray, isObject, type Json } from '../../model/index.ts';
import { pickAxis } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import type { Resolved } from '../Value.ts';

/** One part of `x[…]`. */
type Part =
  | {
      readonly kind: 'slice';
      readonly start: number | null;
      readonly stop: number | null;
      readonly step: number;
    }
  | { readonly kind: 'index'; readonly at: number }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'new' };

function readSlice(value: { readonly [key: string]: Json }): Part {
  const bound = (key: string): number | null => {
    const stated = value[key] ?? null;
    if (stated === null) return null;
    if (!Number.isInteger(stated))
      throw new RunStop(`Its slice ${key} = ${JSON.stringify(stated)} is not supported.`);
    return stated as number;
  };
  const step = bound('step') ?? 1;
  if (step === 0) throw new RunStop('Its slice has step 0.');
  return { kind: 'slice', start: bound('start'), stop: bound('stop'), step };
}

function readPart(value: Json): Part {
  if (value === null) return { kind: 'new' };
  if (Number.isInteger(value)) return { kind: 'index', at: value as number };
  if (isObject(value)) {
    const { class_name: className, config } = value;
    if (className === '__ellipsis__') return { kind: 'ellipsis' };
    if (className === '__slice__' && isObject(config)) return readSlice(config);
    if ('start' in value && 'stop' in value) return readSlice(value);
  }
  throw new RunStop(`Its index ${JSON.stringify(value)} is not supported.`);
}

/** Python's rules: negative bounds count from the end, bounds outside are cut. */
function indicesOf(part: Extract<Part, { kind: 'slice' }>, size: number): number[] {
  const { step } = part;
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const place = (bound: number | null, fallback: number): number => {
    if (bound === null) return fallback;
    return Math.min(high, Math.max(low, bound < 0 ? bound + size : bound));
  };
  const start = place(part.start, step > 0 ? 0 : size - 1);
  const stop = place(part.stop, step > 0 ? size : -1);
  const indices: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) indices.push(i);
  return indices;
}

/** An index as plain JSON: a whole number that comes from elsewhere in the graph stands for itself. */
function plainKey(key: Resolved): Json {
  switch (key.kind) {
    case 'constant':
      return key.value;
    case 'list':
      return key.items.map(plainKey);
    case 'dict':
      return Object.fromEntries(Object.entries(key.entries).map(([name, item]) => [name, plainKey(item)]));
    case 'value': {
      const { tensor } = key.value;
      if (tensor.rank !== 0 || tensor.dtype !== 'int32')
        throw new RunStop(`Its index is a tensor of rank ${tensor.rank}, type ${tensor.dtype}.`);
      return tensor.dataSync()[0] ?? 0;
    }
  }
}

/** `x[key]` with slices, indices, `...` and new axes, as Keras 3 and tf.keras write them. */
export function takeItem(x: tf.Tensor, stated: Resolved | null): tf.Tensor {
  const key = stated === null ? null : plainKey(stated);
  const single = !isArray(key);
  const parts = (single ? [key as Json] : key).map(readPart);
  const used = parts.filter((part) => part.kind === 'slice' || part.kind === 'index').length;
  const all: Part = { kind: 'slice', start: null, stop: null, step: 1 };
  const missing = new Array<Part>(Math.max(0, x.rank - used)).fill(all);
  const at = parts.findIndex((part) => part.kind === 'ellipsis');
  const full = at < 0 ? [...parts, ...missing] : [...parts.slice(0, at), ...missing, ...parts.slice(at + 1)];
  if (used > x.rank || full.some((part) => part.kind === 'ellipsis'))
    throw new RunStop(`Its index does not fit an input of rank ${x.rank}.`);
  let axis = 0;
  let result = x;
  for (const part of full) {
    [result, axis] = apply(result, axis, part);
  }
  return result;
}

function apply(x: tf.Tensor, axis: number, part: Part): [tf.Tensor, number] {
  const size = x.shape[axis] ?? 0;
  switch (part.kind) {
    case 'new':
      return [tf.expandDims(x, axis), axis + 1];
    case 'index': {
      const at = part.at < 0 ? part.at + size : part.at;
      if (at < 0 || at >= size) throw new RunStop(`Its index ${part.at} lies outside an axis of ${size}.`);
      return [tf.squeeze(pickAxis(x, axis, [at]), [axis]), axis];
    }
    case 'slice': {
      const indices = indicesOf(part, size);
      const whole = indices.length === size && part.step === 1;
      return [whole ? x : pickAxis(x, axis, indices), axis + 1];
    }
    case 'ellipsis':
      return [x, axis];
  }
}
