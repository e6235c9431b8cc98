import type * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { fromHost, type NumberType, toHost } from './HostArray.ts';
import { asImages } from './images.ts';
import { mapCoordinates } from './mapCoordinates.ts';
import { solveColumn } from './matrices.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

const FILLS = ['constant', 'nearest', 'wrap', 'reflect'] as const;
type Fill = (typeof FILLS)[number];
const f = Math.fround;

/** A place brought into an axis, as TensorFlow's projective transform does (`image_ops.h`, `MapCoordinate`). */
const INTO: Readonly<Record<Fill, (at: number, size: number) => number>> = {
  constant: (at) => at,
  nearest: (at, size) => within(at, size),
  wrap: (at, size) => {
    if (size <= 1) return 0;
    const turns = Math.trunc(Math.abs(at) / (size - 1));
    if (at < 0) return within(f(at + size * (turns + 1)), size);
    return within(at > size - 1 ? f(at - size * turns) : at, size);
  },
  reflect: (at, size) => {
    if (size <= 1) return 0;
    const period = 2 * size;
    if (at < 0) {
      const moved = f(period * Math.trunc(-at / period) + at);
      return within(moved < -size ? f(moved + period) : f(-moved - 1), size);
    }
    if (at <= size - 1) return at;
    const moved = f(at - period * Math.trunc(at / period));
    return within(moved >= size ? f(period - moved - 1) : moved, size);
  },
};

const within = (at: number, size: number): number => Math.min(size - 1, Math.max(0, at));
/** To the nearest whole number, halves away from 0, as C rounds. */
const roundAway = (x: number): number => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

interface Warp {
  readonly fill: Fill;
  readonly value: number;
  readonly nearest: boolean;
}

/** Reads images at places that a projection of eight numbers names. Channels last. */
function project(x: tf.Tensor, transforms: ArrayLike<number>, warp: Warp): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  const source = toHost(x).values;
  const values = new Float64Array(x.size);
  const rows = transforms.length / 8;
  for (let n = 0; n < batch; n++) {
    const t = Array.from({ length: 8 }, (_, i) => transforms[(rows === 1 ? 0 : n) * 8 + i] ?? 0);
    const read = (y: number, at: number, channel: number): number => {
      if (y < 0 || y >= height || at < 0 || at >= width) return warp.value;
      return source[((n * height + y) * width + at) * channels + channel] ?? 0;
    };
    for (let y = 0; y < height; y++)
      for (let at = 0; at < width; at++)
        for (let channel = 0; channel < channels; channel++) {
          const place = ((n * height + y) * width + at) * channels + channel;
          values[place] = sample(t, y, at, { height, width }, warp, (a, b) => read(a, b, channel));
        }
  }
  return fromHost({ dtype: x.dtype as NumberType, shape: x.shape, values });
}

function sample(
  t: readonly number[],
  y: number,
  x: number,
  size: { readonly height: number; readonly width: number },
  { fill, value, nearest }: Warp,
  read: (y: number, x: number) => number,
): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, g = 0, h = 0, i = 0] = t;
  const depth = f(f(f(h * x) + f(i * y)) + 1);
  if (depth === 0) return value;
  const across = INTO[fill](f(f(f(f(a * x) + f(b * y)) + c) / depth), size.width);
  const down = INTO[fill](f(f(f(f(d * x) + f(e * y)) + g) / depth), size.height);
  if (nearest) return read(roundAway(down), roundAway(across));
  const [top, left] = [Math.floor(down), Math.floor(across)];
  const row = (at: number) =>
    f(f((left + 1 - across) * read(at, left)) + f((across - left) * read(at, left + 1)));
  return f(f((top + 1 - down) * row(top)) + f((down - top) * row(top + 1)));
}

function warpOf(call: OperationCall, fill: Fill): Warp {
  const nearest = call.choice('interpolation', ['bilinear', 'nearest'], 'bilinear') === 'nearest';
  return { fill, value: call.number('fill_value', 0), nearest };
}

function affine(call: OperationCall): tf.Tensor {
  const transform = toFloat(call.tensor('transform'));
  if (transform.size % 8 !== 0) throw new RunStop('Its transform has not eight numbers for each image.');
  const { values } = toHost(transform);
  const warp = warpOf(call, call.choice('fill_mode', FILLS, 'constant'));
  return asImages(call, 'images', (x) => project(x, values, warp));
}

/** The projection that takes four end points to four start points. */
function homography(start: readonly number[], end: readonly number[]): number[] {
  const [rows, target]: [number[][], number[]] = [[], []];
  for (let i = 0; i < 4; i++) {
    const [sx, sy, ex, ey] = [start[2 * i] ?? 0, start[2 * i + 1] ?? 0, end[2 * i] ?? 0, end[2 * i + 1] ?? 0];
    rows.push([ex, ey, 1, 0, 0, 0, -sx * ex, -sx * ey], [0, 0, 0, ex, ey, 1, -sy * ex, -sy * ey]);
    target.push(sx, sy);
  }
  return solveColumn(rows, target).map(f);
}

function perspective(call: OperationCall): tf.Tensor {
  const [start, end] = ['start_points', 'end_points'].map((name) => [
    ...toFloat(call.tensor(name)).dataSync(),
  ]);
  if (start === undefined || end === undefined || start.length !== end.length || start.length % 8 !== 0)
    throw new RunStop('Its points are not four pairs for each image.');
  const all: number[] = [];
  for (let i = 0; i < start.length; i += 8)
    all.push(...homography(start.slice(i, i + 8), end.slice(i, i + 8)));
  const warp = warpOf(call, 'constant');
  return asImages(call, 'images', (x) => project(x, all, warp));
}

/** Operators that read images at other places. */
export const WARPING: Readonly<Record<string, Operation>> = {
  AffineTransform: operation(
    ['images', 'transform', 'interpolation', 'fill_mode', 'fill_value', 'data_format'],
    affine,
  ),
  PerspectiveTransform: operation(
    ['images', 'start_points', 'end_points', 'interpolation', 'fill_value', 'data_format'],
    perspective,
  ),
  MapCoordinates: mapCoordinates,
};
