import * as tf from '@tensorflow/tfjs-core';
import { pickAxis } from '../ops/anyRank.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import type { Kernel, KernelTable } from './Kernel.ts';
import { choice, wholes } from './options.ts';
import { rankMustBe } from './shapes.ts';
import { simpleFloat } from './simple.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];
type Kind = 'max' | 'avg';

/** Pools windows of one size at every place of one axis. */
function everywhere(x: tf.Tensor, axis: number, size: number, kind: Kind): tf.Tensor {
  const product = (part: readonly number[]) => part.reduce((n, s) => n * s, 1);
  const [before, after] = [product(x.shape.slice(0, axis)), product(x.shape.slice(axis + 1))];
  const line = tf.reshape(x, [before, x.shape[axis] ?? 1, 1, after]) as tf.Tensor4D;
  const pool = kind === 'max' ? tf.maxPool : tf.avgPool;
  const pooled = pool(line, [size, 1], 1, 'valid');
  return tf.reshape(pooled, [...x.shape.slice(0, axis), pooled.shape[1], ...x.shape.slice(axis + 1)]);
}

/**
 * Windows of two sizes, the second one larger, as Keras chooses among them
 * (`keras/src/backend/tensorflow/nn.py`, `_compute_static_gather_indices`; it counts in float32).
 */
function windowsOf(input: number, output: number) {
  const small = Math.ceil(input / output);
  const at = (place: number) => Math.fround(Math.fround(place * input) / output);
  return {
    small,
    windows: [...Array(output).keys()].map((i) => {
      const start = Math.min(Math.floor(at(i)), input - 1);
      const end = Math.min(Math.ceil(at(i + 1)), input);
      return { start, big: end - start === small + 1 };
    }),
  };
}

function poolAxis(x: tf.Tensor, axis: number, output: number, kind: Kind): tf.Tensor {
  const input = x.shape[axis] ?? 0;
  if (output < 1 || input < 1) throw new RunStop(`It pools ${input} places to ${output}.`);
  const { small, windows } = windowsOf(input, output);
  const starts = windows.map(({ start, big }) => (big ? start + input - small + 1 : start));
  const narrow = everywhere(x, axis, small, kind);
  if (!windows.some(({ big }) => big)) return pickAxis(narrow, axis, starts);
  return pickAxis(tf.concat([narrow, everywhere(x, axis, small + 1, kind)], axis), axis, starts);
}

const adaptive = (kind: Kind, rank: number): Kernel =>
  simpleFloat('ends', (input, call) => {
    rankMustBe(input, rank + 2);
    const layout = choice(call.options, 'data_format', LAYOUTS);
    const sizes = wholes(call.options, 'output_size', rank);
    const pooled = sizes.reduce(
      (x, size, i) => poolAxis(x, i + 1, size, kind),
      toChannelsLast(input, layout),
    );
    return fromChannelsLast(pooled, layout);
  });

/** Pooling to a size that is given; the windows follow from it. */
export const ADAPTIVE_POOLING: KernelTable = {
  AdaptiveAveragePooling1D: adaptive('avg', 1),
  AdaptiveAveragePooling2D: adaptive('avg', 2),
  AdaptiveAveragePooling3D: adaptive('avg', 3),
  AdaptiveMaxPooling1D: adaptive('max', 1),
  AdaptiveMaxPooling2D: adaptive('max', 2),
  AdaptiveMaxPooling3D: adaptive('max', 3),
};
