import * as tf from '@tensorflow/tfjs-core';
import { isArray, type Json } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { axesOf, flag } from './options.ts';
import { alongAxes, axisSize } from './shapes.ts';
import { simpleFloat } from './simple.ts';

/** Numbers of a nested list with its shape; `null` where it is ragged or holds anything else. */
function nested(value: Json): { shape: number[]; values: number[] } | null {
  if (typeof value === 'number') return { shape: [], values: [value] };
  if (!isArray(value)) return null;
  const parts = value.map(nested);
  const [first] = parts;
  const even = parts.every((part) => part !== null && part.shape.join() === (first?.shape ?? []).join());
  if (!even) return null;
  return {
    shape: [value.length, ...(first?.shape ?? [])],
    values: parts.flatMap((part) => part?.values ?? []),
  };
}

/** A given statistic over the kept axes: aligned from the right, as numpy does, or in any shape of as many numbers. */
function given(value: Json, option: string, sizes: readonly number[]): tf.Tensor {
  const list = nested(value);
  if (list === null) throw new RunStop(`Its option ${option} holds no numbers.`);
  const { shape, values } = list;
  const lead = sizes.length - shape.length;
  const aligns = lead >= 0 && shape.every((size, i) => size === 1 || size === sizes[lead + i]);
  if (aligns) return tf.add(tf.zeros([...sizes]), tf.tensor(values, shape));
  if (values.length === 1) return tf.fill([...sizes], values[0] ?? 0);
  if (values.length === sizes.reduce((n, size) => n * size, 1)) return tf.tensor(values, [...sizes]);
  throw new RunStop(
    `Its option ${option} has shape ${shape.join(' × ')} where its axes have ${sizes.join(' × ')}.`,
  );
}

/**
 * Adapted mean and variance from the weights, or from the config when they were given as arguments
 * (`keras/src/layers/preprocessing/normalization.py`).
 */
function normalization(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const axes = call.options.axis === null ? [] : axesOf(call.options, 'axis', x.rank).sort((a, b) => a - b);
  const sizes = axes.map((axis) => axisSize(x, axis));
  const statistic = (option: string): tf.Tensor => {
    const stated = call.options[option] ?? null;
    const values = stated === null ? call.weights.get(option, sizes) : given(stated, option, sizes);
    return tf.reshape(values, alongAxes(x, axes));
  };
  const mean = statistic('mean');
  // 1e-7 is Keras' own epsilon().
  const deviation = tf.maximum(tf.sqrt(statistic('variance')), 1e-7);
  return flag(call.options, 'invert')
    ? tf.add(mean, tf.mul(x, deviation))
    : tf.div(tf.sub(x, mean), deviation);
}

/** Normalisation by statistics of the data; no mask passes it. */
export const ADAPTED_NORMALIZATION: KernelTable = { Normalization: simpleFloat('ends', normalization) };
