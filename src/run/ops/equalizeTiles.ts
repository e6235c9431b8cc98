import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';

const BINS = 256;

/** An axis cut into tiles: how large, how many, and how many places the image has before it is mirrored at its end. */
interface Axis {
  readonly size: number;
  readonly tile: number;
  readonly tiles: number;
}

/** Where a place lies between two tiles' middles. */
interface Between {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/**
 * Images of bytes (batch, height, width, channels) equalised tile by tile, histograms clipped at `limit` times their mean
 * (`keras/src/layers/preprocessing/image_preprocessing/clahe.py`, `_clahe`). Counted on the host.
 */
export function equalizeTiles(
  images: tf.Tensor4D,
  grid: readonly [number, number],
  limit: number,
): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const [tall, wide] = [axisOf(height, grid[0]), axisOf(width, grid[1])];
  for (const { size, tile, tiles } of [tall, wide])
    if (tile * tiles > 2 * size) throw new RunStop('Its images are too small to be mirrored to whole tiles.');
  const pixels = images.dataSync();
  const out = new Float32Array(pixels.length);
  const at = (b: number, y: number, x: number, c: number) => ((b * height + y) * width + x) * channels + c;
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++) {
      const read = (y: number, x: number): number =>
        byteOf(pixels[at(b, mirrored(y, height), mirrored(x, width), c)] as number);
      const curves = Array.from({ length: tall.tiles * wide.tiles }, (_, i) =>
        curveOf(histogram(read, tall, wide, i), tall.tile * wide.tile, limit),
      );
      blend(read, curves, [tall, wide], (y, x, value) => {
        out[at(b, y, x, c)] = value;
      });
    }
  return tf.tensor4d(out, images.shape);
}

const axisOf = (size: number, tiles: number): Axis => ({
  size,
  tiles,
  tile: Math.floor((size + tiles - 1) / tiles),
});
const byteOf = (value: number): number => Math.min(BINS - 1, Math.max(0, Math.trunc(value)));

/** Beyond its end an axis is mirrored, the last place twice. */
const mirrored = (place: number, size: number): number => (place < size ? place : 2 * size - 1 - place);

function histogram(
  read: (y: number, x: number) => number,
  tall: Axis,
  wide: Axis,
  index: number,
): Float64Array {
  const counts = new Float64Array(BINS);
  const top = Math.floor(index / wide.tiles) * tall.tile;
  const left = (index % wide.tiles) * wide.tile;
  for (let y = top; y < top + tall.tile; y++)
    for (let x = left; x < left + wide.tile; x++) {
      const bin = read(y, x);
      counts[bin] = (counts[bin] as number) + 1;
    }
  return counts;
}

/** What each byte becomes in a tile. */
function curveOf(counts: Float64Array, size: number, limit: number): Float64Array {
  const most = limit > 0 ? (limit * size) / BINS : Number.POSITIVE_INFINITY;
  const excess = counts.reduce((sum, count) => sum + Math.max(0, count - most), 0) / BINS;
  let sum = 0;
  const reached = counts.map((count) => {
    sum += Math.min(count, most) + (limit > 0 ? excess : 0);
    return sum;
  });
  const least = reached[0] as number;
  const rest = size - least || 1;
  return reached.map((value) => Math.min(255, Math.max(0, ((value - least) * 255) / rest)));
}

/** The two tiles around a place, in numbers of a grid with a copy of its edge on each side. */
function between(place: number, { tile, tiles }: Axis): Between {
  const at = (place - tile / 2) / tile + 1;
  const low = Math.floor(at);
  const inside = (padded: number): number => Math.min(tiles - 1, Math.max(0, padded - 1));
  return { low: inside(low), high: inside(low + 1), share: at - low };
}

function blend(
  read: (y: number, x: number) => number,
  curves: readonly Float64Array[],
  [tall, wide]: readonly [Axis, Axis],
  write: (y: number, x: number, value: number) => void,
): void {
  const columns = Array.from({ length: wide.size }, (_, x) => between(x, wide));
  for (let y = 0; y < tall.size; y++) {
    const row = between(y, tall);
    columns.forEach((column, x) => {
      const byte = read(y, x);
      const value = (tileY: number, tileX: number): number => curves[tileY * wide.tiles + tileX]?.[byte] ?? 0;
      const line = (tileY: number): number =>
        value(tileY, column.low) * (1 - column.share) + value(tileY, column.high) * column.share;
      write(y, x, line(row.low) * (1 - row.share) + line(row.high) * row.share);
    });
  }
}
