import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernels/Kernel.ts';
import { padAny, pickAxis, sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { castTo } from './casting.ts';
import { toHost, zip } from './HostArray.ts';
import { asImages } from './images.ts';
import { tensorDot } from './linear.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { roundEven } from './special.ts';
import { reorder } from './structure.ts';

/** How much each place of an axis gives to each place of the result: one row per result. */
type Weights = readonly (readonly number[])[];
type Curve = (distance: number) => number;
const f = Math.fround;

const triangle: Curve = (x) => Math.max(0, 1 - x);
const cubic: Curve = (x) => {
  if (x >= 2) return 0;
  return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
};
const lanczos =
  (radius: number): Curve =>
  (x) => {
    if (x > radius) return 0;
    if (x <= 1e-3) return 1;
    return (radius * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / radius)) / (Math.PI ** 2 * x * x);
  };

const CURVES: Readonly<Record<string, Curve>> = {
  linear: triangle,
  bilinear: triangle,
  trilinear: triangle,
  cubic,
  bicubic: cubic,
  tricubic: cubic,
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
};

/** Sampling with a curve that widens with the step where `antialias` asks for it. */
export function curveWeights(
  input: number,
  output: number,
  curve: Curve,
  antialias: boolean,
  scale = output / input,
  shift = 0,
): Weights {
  const step = f(1 / scale);
  const width = antialias ? Math.max(step, 1) : 1;
  return Array.from({ length: output }, (_, i) => {
    const at = f(f(f((i + 0.5) * step) - f(shift * step)) - 0.5);
    if (!(at >= -0.5 && at <= input - 0.5)) return new Array<number>(input).fill(0);
    return shares(Array.from({ length: input }, (_, j) => curve(Math.abs(at - j) / width)));
  });
}

function shares(row: number[]): number[] {
  const total = row.reduce((sum, value) => sum + value, 0);
  return row.map((value) => (Math.abs(total) > 1000 * 2 ** -23 ? value / total : 0));
}

/** Between the two nearest places; beyond the edge the edge counts. */
function linearWeights(input: number, output: number): Weights {
  const step = f(input / output);
  return Array.from({ length: output }, (_, i) => {
    const at = f(f(f(i + 0.5) * step) - 0.5);
    const low = Math.floor(at);
    const row = new Array<number>(input).fill(0);
    const put = (place: number, share: number) => {
      const held = Math.min(input - 1, Math.max(0, place));
      row[held] = (row[held] ?? 0) + share;
    };
    put(low, 1 - (at - low));
    put(Math.ceil(at), at - low);
    return row;
  });
}

/** Four places, by a table with 1024 steps, as TensorFlow looks them up; those outside count nothing. */
function tableCubicWeights(input: number, output: number): Weights {
  const step = f(input / output);
  return Array.from({ length: output }, (_, i) => {
    const at = f(f(f(i + 0.5) * step) - 0.5);
    const low = Math.floor(at);
    const share = roundEven((at - low) * 1024) / 1024;
    const row = new Array<number>(input).fill(0);
    [1 + share, share, 1 - share, 2 - share].forEach((distance, k) => {
      const place = low - 1 + k;
      if (place >= 0 && place < input) row[place] = cubic(distance);
    });
    const total = row.reduce((sum, value) => sum + value, 0);
    return Math.abs(total) >= 1000 * 1.17549435e-38 ? row.map((value) => value / total) : row;
  });
}

/** The share of each place that a result covers. */
function areaWeights(input: number, output: number): Weights {
  const step = input / output;
  return Array.from({ length: output }, (_, i) =>
    Array.from({ length: input }, (_, j) => {
      const covered = Math.min(j + 1, (i + 1) * step) - Math.max(j, i * step);
      return Math.max(0, covered) / step;
    }),
  );
}

/** Puts the weights to one axis. */
export function weighAxis(x: tf.Tensor, axis: number, weights: Weights): tf.Tensor {
  const matrix = tf.tensor2d(weights as number[][], [weights.length, weights[0]?.length ?? 0]);
  const moved = tensorDot(x, matrix, [axis], [1]);
  const order = [...Array(x.rank - 1).keys()];
  order.splice(axis, 0, x.rank - 1);
  return reorder(moved, order);
}

const METHODS = ['bilinear', 'nearest', 'bicubic', 'lanczos3', 'lanczos5', 'area'] as const;
export type ResizeMethod = (typeof METHODS)[number];

function weightsFor(input: number, output: number, method: ResizeMethod, antialias: boolean): Weights {
  if (method === 'area') return areaWeights(input, output);
  if (method === 'bilinear' && !antialias) return linearWeights(input, output);
  if (method === 'bicubic' && !antialias) return tableCubicWeights(input, output);
  return curveWeights(input, output, CURVES[method] as Curve, antialias);
}

/** `tf.image.resize`: half-pixel centres; only `nearest` keeps whole numbers. Channels last. */
export function resizeImages(
  x: tf.Tensor,
  size: readonly number[],
  method: ResizeMethod,
  antialias: boolean,
): tf.Tensor {
  return size.reduce<tf.Tensor>(
    (image, output, i) => {
      const [axis, input] = [i + 1, image.shape[i + 1] ?? 0];
      if (output < 1 || input < 1) throw new RunStop(`It resizes an axis of ${input} to ${output}.`);
      if (method !== 'nearest')
        return input === output && method !== 'area'
          ? image
          : weighAxis(image, axis, weightsFor(input, output, method, antialias));
      const step = f(input / output);
      const places = Array.from({ length: output }, (_, n) =>
        Math.min(input - 1, Math.floor(f(f(n + 0.5) * step))),
      );
      return pickAxis(image, axis, places);
    },
    method === 'nearest' ? x : toFloat(x),
  );
}

/** Whole part of a quotient as Keras takes it: in float32. */
const part = (a: number, b: number): number => Math.trunc(f(f(a) / b));

/** Cut in the middle to the proportion asked for. */
function cropped(x: tf.Tensor, [tall = 1, wide = 1]: readonly number[]): tf.Tensor {
  const [height, width] = [x.shape[1] ?? 0, x.shape[2] ?? 0];
  const high = Math.max(1, Math.min(height, part(width * tall, wide)));
  const broad = Math.max(1, Math.min(width, part(height * wide, tall)));
  const [top, left] = [part(height - high, 2), part(width - broad, 2)];
  return sliceAxis(sliceAxis(x, 1, top, top + high), 2, left, left + broad);
}

/** Filled up around the middle to the proportion asked for. */
function padded(x: tf.Tensor, [tall = 1, wide = 1]: readonly number[], value: number): tf.Tensor {
  const [height, width] = [x.shape[1] ?? 0, x.shape[2] ?? 0];
  const top = part(Math.max(height, part(width * tall, wide)) - height, 2);
  const left = part(Math.max(width, part(height * wide, tall)) - width, 2);
  return padAny(
    x,
    [
      [0, 0],
      [top, top],
      [left, left],
      [0, 0],
    ],
    value,
  );
}

function resize(call: OperationCall, { version }: KernelCall): tf.Tensor {
  const size = call.sizes('size');
  if (size.length !== 2) throw new RunStop('Its size is no height and width.');
  const method = call.choice('interpolation', METHODS, 'bilinear');
  call.choice('fill_mode', ['constant'], 'constant');
  const [crop, pad] = [call.flag('crop_to_aspect_ratio'), call.flag('pad_to_aspect_ratio')];
  const type = call.tensor('images').dtype;
  const resized = asImages(call, 'images', (x) => {
    const value = call.number('fill_value', 0);
    const framed = crop ? cropped(x, size) : pad ? padded(x, size, value) : x;
    return resizeImages(framed, size, method, call.flag('antialias'));
  });
  if (resized.dtype === type) return resized;
  // Keras 3.3 cuts fractions off, 3.8 rounds.
  if (version === null || (version.major === 3 && version.minor < 8))
    throw new RunStop(
      'It resizes whole numbers, which versions of Keras before 3.8 round in different ways.',
    );
  return castTo(zip('float32', [resized], roundEven), type);
}

/** Scaled and moved along some axes; whole numbers are rounded and stay within those of the input. */
function scaleAndTranslate(call: OperationCall): tf.Tensor {
  const given = call.tensor('images');
  const x = toFloat(given);
  const curve = CURVES[String(call.json('method'))];
  if (curve === undefined)
    throw new RunStop(`Its method ${JSON.stringify(call.json('method'))} is not supported.`);
  const [shape, axes] = [call.sizes('output_shape'), call.axes('spatial_dims', x.rank)];
  const [scale, shift] = ['scale', 'translation'].map((name) => toHost(toFloat(call.tensor(name))).values);
  const antialias = call.json('antialias', true) === true;
  const moved = axes.reduce((image, axis, i) => {
    const weights = curveWeights(
      image.shape[axis] ?? 0,
      shape[axis] ?? 0,
      curve,
      antialias,
      scale?.[i] ?? 1,
      shift?.[i] ?? 0,
    );
    return weighAxis(image, axis, weights);
  }, x);
  if (given.dtype === 'float32') return moved;
  const [low, high] = [tf.min(x), tf.max(x)];
  return castTo(tf.minimum(tf.maximum(zip('float32', [moved], roundEven), low), high), given.dtype);
}

const RESIZE = [
  ...['images', 'size', 'interpolation', 'antialias', 'crop_to_aspect_ratio', 'pad_to_aspect_ratio'],
  ...['fill_mode', 'fill_value', 'data_format'],
];

/** Operators that bring images to a size. */
export const RESIZING: Readonly<Record<string, Operation>> = {
  Resize: operation(RESIZE, resize),
  ScaleAndTranslate: operation(
    ['images', 'output_shape', 'scale', 'translation', 'spatial_dims', 'method', 'antialias'],
    scaleAndTranslate,
  ),
};
