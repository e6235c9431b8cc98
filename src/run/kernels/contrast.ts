import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { select } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { equalizeTiles } from '../ops/equalizeTiles.ts';
import { RunStop } from '../RunStop.ts';
import { refuseDicts } from './augmentation.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { numeric, wholes } from './options.ts';
import { framed } from './resizing.ts';
import { rankMustBe } from './shapes.ts';
import { simple } from './simple.ts';

type Range = readonly [number, number];
const BYTES: Range = [0, 255];

function rangeOf({ options }: KernelCall): Range {
  const value = options.value_range ?? null;
  if (!isArray(value) || value.length !== 2 || !value.every((end) => typeof end === 'number'))
    throw new RunStop(`Its option value_range = ${JSON.stringify(value)} is not supported.`);
  return value as unknown as Range;
}

/** Values from one range to another (`base_image_preprocessing_layer.py`, `_transform_value_range`). */
function moved(x: tf.Tensor, from: Range, to: Range): tf.Tensor {
  if (from[0] === to[0] && from[1] === to[1]) return x;
  const share = tf.div(tf.sub(toFloat(x), from[0]), from[1] - from[0]);
  return tf.add(tf.mul(share, to[1] - to[0]), to[0]);
}

/** Stretches each image and last axis to the whole range; one of a single value stays (`auto_contrast.py`). */
function autoContrast(input: tf.Tensor, call: KernelCall): tf.Tensor {
  refuseDicts(call);
  rankMustBe(input, 4);
  const [low, high] = rangeOf(call);
  const range: Range = [Math.min(low, high), Math.max(low, high)];
  const x = toFloat(moved(input, range, BYTES));
  const [least, most] = [tf.min(x, [1, 2], true), tf.max(x, [1, 2], true)];
  const scale = tf.div(255, tf.sub(most, least));
  const stretched = tf.add(tf.mul(x, scale), tf.mul(tf.neg(least), scale));
  const flat = tf.equal(least, most);
  const clipped = tf.minimum(tf.maximum(stretched, 0), 255);
  return select(flat, toFloat(input), moved(clipped, BYTES, range));
}

/** Equalises tiles, and blends between them (`clahe.py`). The type of the input is kept. */
function clahe(input: tf.Tensor, call: KernelCall): tf.Tensor {
  refuseDicts(call);
  const range = rangeOf(call);
  const grid = wholes(call.options, 'tile_grid_size', 2) as [number, number];
  const limit = numeric(call.options, 'clip_limit');
  const result = framed(input, call, (x) => {
    const bytes = toFloat(moved(x, range, BYTES)) as tf.Tensor4D;
    return moved(equalizeTiles(bytes, grid, limit), BYTES, range);
  });
  return input.dtype === 'int32' ? tf.cast(result, 'int32') : result;
}

/** Layers that change the contrast of images when predicting too. */
export const CONTRAST: KernelTable = {
  AutoContrast: simple('ends', autoContrast),
  ContrastLimitedAdaptiveHistogramEqualization: simple('ends', clahe),
};
