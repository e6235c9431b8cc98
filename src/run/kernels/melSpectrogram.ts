import * as tf from '@tensorflow/tfjs-core';
import { isArray, type Json } from '../../model/index.ts';
import { halfFourier } from '../ops/fourier.ts';
import { melWeights } from '../ops/melWeights.ts';
import { RunStop } from '../RunStop.ts';
import type { KernelCall } from './Kernel.ts';
import { flag, numeric, whole } from './options.ts';
import { rankMustBe } from './shapes.ts';

/** Sound to mel bands (`keras/src/layers/preprocessing/mel_spectrogram.py`): (…, time) to (…, bands, frames). Computed on the host in double precision. */
export function melSpectrogram(x: tf.Tensor, call: KernelCall): tf.Tensor {
  rankMustBe(x, 1, 2);
  const { options } = call;
  const bands = whole(options, 'num_mel_bins');
  const size = whole(options, 'fft_length');
  const stride = whole(options, 'sequence_stride');
  const time = x.shape.at(-1) ?? 0;
  if (Math.floor(size / 2) >= time)
    throw new RunStop(`Its input has ${time} places in time, too few to be mirrored for fft_length ${size}.`);
  const frames = Math.floor((time + 2 * Math.floor(size / 2) - size) / stride) + 1;
  const sounds = x.size / time;
  const weights = weightsFor(call, bands, Math.floor(size / 2) + 1);
  const window = windowOf(call, size);
  const values = x.dataSync();
  const out = new Float64Array(sounds * bands * frames);
  for (let sound = 0; sound < sounds; sound++)
    for (let frame = 0; frame < frames; frame++) {
      const at = frame * stride - Math.floor(size / 2);
      const part = Float64Array.from(window, (share, i) => {
        const place = mirrored(at + i, time);
        return share * (values[sound * time + place] as number);
      });
      bandsOf(part, weights, numeric(options, 'mag_exp')).forEach((value, band) => {
        out[(sound * bands + band) * frames + frame] = value;
      });
    }
  const all = flag(options, 'power_to_db') ? inDecibels(out, call) : out;
  return tf.tensor(Float32Array.from(all), [...x.shape.slice(0, -1), bands, frames]);
}

/** Before its start and beyond its end sound is mirrored, the last place once. */
function mirrored(place: number, size: number): number {
  const from = Math.abs(place);
  return from < size ? from : 2 * (size - 1) - from;
}

function bandsOf(part: Float64Array, weights: readonly Float64Array[], power: number): Float64Array {
  const { re, im } = halfFourier(part);
  const sums = new Float64Array(weights[0]?.length ?? 0);
  weights.forEach((row, bin) => {
    const loud = Math.hypot(re[bin] as number, im[bin] as number) ** power;
    row.forEach((weight, band) => {
      sums[band] = (sums[band] as number) + weight * loud;
    });
  });
  return sums;
}

function weightsFor({ options }: KernelCall, bands: number, bins: number): readonly Float64Array[] {
  const rate = numeric(options, 'sampling_rate');
  // Keras takes a max_freq of 0 for none, as Python does.
  const highest = options.max_freq || Math.trunc(rate / 2);
  if (typeof highest !== 'number')
    throw new RunStop(`Its option max_freq = ${JSON.stringify(highest)} is not supported.`);
  return melWeights(bands, bins, rate, numeric(options, 'min_freq'), highest);
}

/** Raised cosines of TensorFlow: a · (1 − …) over a period that is even (`tf.signal.hann_window`). */
const RAISED: Readonly<Record<string, number>> = { hann: 0.5, hamming: 0.54 };

/** The window with zeros around it; without one the whole frame counts. */
function windowOf({ options }: KernelCall, size: number): Float64Array {
  const length = options.sequence_length ? whole(options, 'sequence_length') : size;
  if (length > size)
    throw new RunStop(`Its sequence_length ${length} is longer than its fft_length ${size}.`);
  const window = options.window ?? null;
  if (window === null) return new Float64Array(size).fill(1);
  const shares = sharesOf(window, length);
  const left = Math.floor((size - length) / 2);
  return Float64Array.from({ length: size }, (_, i) => shares[i - left] ?? 0);
}

function sharesOf(window: Json, length: number): readonly number[] {
  if (isArray(window) && window.length === length && window.every((share) => typeof share === 'number'))
    return window as readonly number[];
  const base = typeof window === 'string' ? RAISED[window] : undefined;
  if (base === undefined)
    throw new RunStop(`Its option window = ${JSON.stringify(window)} is not supported.`);
  if (length === 1) return [1];
  const period = length % 2 === 0 ? length : length - 1;
  return Array.from({ length }, (_, i) => base - (1 - base) * Math.cos((2 * Math.PI * i) / period));
}

/** Ten times the logarithm, not further below the loudest of the whole batch than `top_db`. */
function inDecibels(values: Float64Array, { options }: KernelCall): Float64Array {
  const least = numeric(options, 'min_power');
  const decibels = (value: number): number => 10 * Math.log10(Math.max(value, least));
  const reference = decibels(Math.abs(numeric(options, 'ref_power')));
  const loud = values.map((value) => decibels(value) - reference);
  const lowest = loud.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const floor = lowest - numeric(options, 'top_db');
  return loud.map((value) => Math.max(value, floor));
}
