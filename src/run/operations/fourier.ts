import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { toHost } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { padBy } from './padding.ts';
import { floatOnly } from './unary.ts';

/** Real and imaginary parts of a line. */
type Line = [Float64Array, Float64Array];

/** The discrete Fourier transform of one line; `sign` is -1 forwards, 1 backwards, without a factor. */
function transformed([re, im]: Line, sign: 1 | -1): Line {
  const n = re.length;
  if (n > 1 && n % 2 === 0) return joined(re, im, sign);
  const [outRe, outIm] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++)
    for (let t = 0; t < n; t++) {
      const angle = (sign * 2 * Math.PI * ((k * t) % n)) / n;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      outRe[k] = (outRe[k] ?? 0) + (re[t] ?? 0) * c - (im[t] ?? 0) * s;
      outIm[k] = (outIm[k] ?? 0) + (re[t] ?? 0) * s + (im[t] ?? 0) * c;
    }
  return [outRe, outIm];
}

/** An even length by its even and odd places. */
function joined(re: Float64Array, im: Float64Array, sign: 1 | -1): Line {
  const n = re.length;
  const half = n / 2;
  const part = (from: number): Line => [
    Float64Array.from({ length: half }, (_, i) => re[2 * i + from] ?? 0),
    Float64Array.from({ length: half }, (_, i) => im[2 * i + from] ?? 0),
  ];
  const [even, odd] = [transformed(part(0), sign), transformed(part(1), sign)];
  const [outRe, outIm] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < half; k++) {
    const angle = (sign * 2 * Math.PI * k) / n;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const [a, b] = [odd[0][k] ?? 0, odd[1][k] ?? 0];
    const [turnedRe, turnedIm] = [a * c - b * s, a * s + b * c];
    outRe[k] = (even[0][k] ?? 0) + turnedRe;
    outIm[k] = (even[1][k] ?? 0) + turnedIm;
    outRe[k + half] = (even[0][k] ?? 0) - turnedRe;
    outIm[k + half] = (even[1][k] ?? 0) - turnedIm;
  }
  return [outRe, outIm];
}

/** Transforms the lines of the last axis; `compute` may change their length. */
function overLines(
  re: tf.Tensor,
  im: tf.Tensor | null,
  compute: (line: Line) => Line,
): [tf.Tensor, tf.Tensor] {
  const size = re.shape[re.rank - 1] ?? 0;
  const [real, imaginary] = [toHost(re).values, im === null ? null : toHost(im).values];
  const count = size === 0 ? 0 : re.size / size;
  const lines = Array.from({ length: count }, (_, row) => {
    const at = (values: ArrayLike<number> | null) =>
      Float64Array.from({ length: size }, (_, i) => values?.[row * size + i] ?? 0);
    return compute([at(real), at(imaginary)]);
  });
  const length = lines[0]?.[0].length ?? 0;
  const shape = [...re.shape.slice(0, -1), length];
  const flat = (part: 0 | 1) => {
    const values = new Float32Array(count * length);
    lines.forEach((line, row) => {
      values.set(line[part], row * length);
    });
    return tf.tensor(values, shape, 'float32');
  };
  return [flat(0), flat(1)];
}

function complexPair(call: OperationCall): [tf.Tensor, tf.Tensor] {
  const [re, im, ...more] = call.tensors('x');
  if (re === undefined || im === undefined || more.length > 0 || re.shape.join() !== im.shape.join())
    throw new RunStop('Its input is no pair of a real and an imaginary part.');
  return [floatOnly(re), floatOnly(im)];
}

const forwards = (line: Line): Line => transformed(line, -1);

/** Along both of the last two axes. */
function fft2(re: tf.Tensor, im: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const turn = (x: tf.Tensor) => {
    const axes = [...Array(x.rank).keys()];
    return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
  };
  const [a, b] = overLines(re, im, forwards);
  const [c, d] = overLines(turn(a), turn(b), forwards);
  return [turn(c), turn(d)];
}

/** A line cut or filled up with zeros. */
const resized = (line: Float64Array, size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => line[i] ?? 0);

/** The half of a real line's transform that says all. */
function rfft(x: tf.Tensor, size: number): [tf.Tensor, tf.Tensor] {
  return overLines(x, null, ([re]) => {
    const [a, b] = forwards([resized(re, size), new Float64Array(size)]);
    const half = Math.floor(size / 2) + 1;
    return [a.slice(0, half), b.slice(0, half)];
  });
}

/** Back from that half to a real line. */
function irfft(re: tf.Tensor, im: tf.Tensor, size: number): tf.Tensor {
  const half = Math.floor(size / 2) + 1;
  const [real] = overLines(re, im, ([a, b]) => {
    const [p, q] = [new Float64Array(size), new Float64Array(size)];
    for (let k = 0; k < half; k++) {
      // The first place, and the middle one of an even length, have no imaginary part.
      const real = k === 0 || 2 * k === size;
      p[k] = a[k] ?? 0;
      q[k] = real ? 0 : (b[k] ?? 0);
      if (real) continue;
      p[size - k] = a[k] ?? 0;
      q[size - k] = -(b[k] ?? 0);
    }
    const [line] = transformed([p, q], 1);
    return [line.map((value) => value / size), new Float64Array(size)];
  });
  return real;
}

const lengthOf = (call: OperationCall, fallback: number): number => call.whole('fft_length', fallback);

/** Windows by name, one period long. */
function windowOf(call: OperationCall, size: number): number[] | null {
  const stated = call.has('window') ? call.raw('window') : 'hann';
  if (stated === null) return null;
  if (stated !== 'hann' && typeof call.raw('window') === 'object') {
    const word = wordOf(call);
    if (word === null) {
      const values = [...toFloat(call.tensor('window')).dataSync()];
      if (values.length !== size) throw new RunStop('Its window is not as long as its frames.');
      return values;
    }
    return cosineWindow(word, size);
  }
  return cosineWindow('hann', size);
}

function wordOf(call: OperationCall): string | null {
  const found = call.raw('window');
  return found?.kind === 'constant' && typeof found.value === 'string' ? found.value : null;
}

function cosineWindow(word: string, size: number): number[] {
  const share = { hann: 0.5, hamming: 0.54 }[word];
  if (share === undefined) throw new RunStop(`Its window "${word}" is not supported.`);
  if (size === 1) return [1];
  // Of even length a period is as long as the window, of odd length too (`periodic=True`).
  return Array.from({ length: size }, (_, i) =>
    Math.fround(share - (1 - share) * Math.cos((2 * Math.PI * i) / size)),
  );
}

interface Frames {
  readonly size: number;
  readonly stride: number;
  readonly window: readonly number[];
}

/** Frames are as long as the transform; a shorter window lies in their middle. */
function framesOf(call: OperationCall): Frames {
  const [length, size] = [call.whole('sequence_length'), call.whole('fft_length')];
  const left = Math.floor((size - length) / 2);
  if (left < 0) throw new RunStop('Its fft_length is shorter than its sequence_length.');
  const shape = windowOf(call, length);
  const window = Array.from({ length: size }, (_, i) => (shape === null ? 1 : (shape[i - left] ?? 0)));
  return { size, stride: call.whole('sequence_stride'), window };
}

/** Windows of a line, one below the other. */
export function framed(x: tf.Tensor, size: number, stride: number): tf.Tensor {
  const length = x.shape[x.rank - 1] ?? 0;
  const count = Math.max(0, Math.floor((length - size) / stride) + 1);
  const { values } = toHost(x);
  const rows = length === 0 ? 0 : x.size / length;
  const held = new Float32Array(rows * count * size);
  for (let row = 0; row < rows; row++)
    for (let frame = 0; frame < count; frame++)
      for (let i = 0; i < size; i++)
        held[(row * count + frame) * size + i] = values[row * length + frame * stride + i] ?? 0;
  const framesAt = tf.tensor(held, [...x.shape.slice(0, -1), count, size], 'float32');
  return x.dtype === 'float32' ? framesAt : tf.cast(framesAt, x.dtype);
}

function stft(call: OperationCall): [tf.Tensor, tf.Tensor] {
  const x = floatOnly(call.tensor('x'));
  const { size, stride, window } = framesOf(call);
  const half = Math.floor(size / 2);
  const centred = call.json('center', true) === true;
  const sides = x.shape.map(
    (_, axis) => (centred && axis === x.rank - 1 ? [half, half] : [0, 0]) as [number, number],
  );
  const frames = framed(padBy(x, sides, 'reflect', 0), size, stride);
  return rfft(tf.mul(frames, tf.tensor1d([...window])), size);
}

/** Frames laid over each other, each divided by what the windows add up to (`tf.signal.inverse_stft`). */
function istft(call: OperationCall): tf.Tensor {
  const [re, im] = complexPair(call);
  const { size, stride, window } = framesOf(call);
  const plain = call.has('window') && call.raw('window') === null;
  const sums = window.map((_, i) => {
    let total = 0;
    for (let at = i % stride; at < size; at += stride) total += (window[at] ?? 0) ** 2;
    return total;
  });
  const inverse = plain ? window : window.map((w, i) => w / (sums[i] ?? 1));
  const frames = tf.mul(irfft(re, im, size), tf.tensor1d([...inverse]));
  const count = re.shape[re.rank - 2] ?? 0;
  const whole = laidOver(frames, count, size, stride);
  const length = whole.shape[whole.rank - 1] ?? 0;
  const centred = call.json('center', true) === true;
  const start = centred ? Math.floor(size / 2) : 0;
  const stated = call.json('length');
  const stop = typeof stated === 'number' ? start + stated : centred ? length - Math.floor(size / 2) : length;
  const end = Math.min(length, stop);
  return tf.slice(
    whole,
    [...whole.shape.slice(0, -1).map(() => 0), start],
    [...whole.shape.slice(0, -1), Math.max(0, end - start)],
  );
}

function laidOver(frames: tf.Tensor, count: number, size: number, stride: number): tf.Tensor {
  const length = size + stride * (count - 1);
  const values = frames.dataSync();
  const rows = values.length / Math.max(1, count * size);
  const sums = new Float64Array(rows * length);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / (count * size));
    const at = row * length + (Math.floor(i / size) % count) * stride + (i % size);
    sums[at] = (sums[at] ?? 0) + (values[i] ?? 0);
  }
  return tf.tensor(Float32Array.from(sums), [...frames.shape.slice(0, -2), length], 'float32');
}

const FRAMES = ['x', 'sequence_length', 'sequence_stride', 'fft_length'];
const lastOf = (x: tf.Tensor): number => x.shape[x.rank - 1] ?? 0;

/** Fourier transforms; complex numbers are pairs of tensors (`keras/src/backend/tensorflow/math.py`). */
export const FOURIER: Readonly<Record<string, Operation>> = {
  FFT: operation(['x'], (call) => overLines(...complexPair(call), forwards)),
  FFT2: operation(['x'], (call) => fft2(...complexPair(call))),
  IFFT2: operation(['x'], (call) => {
    const [re, im] = complexPair(call);
    const [a, b] = fft2(re, tf.neg(im));
    const size = lastOf(re) * (re.shape[re.rank - 2] ?? 1);
    return [tf.div(a, size), tf.div(tf.neg(b), size)];
  }),
  RFFT: operation(['x', 'fft_length'], (call) => {
    const x = floatOnly(call.tensor('x'));
    return rfft(x, lengthOf(call, lastOf(x)));
  }),
  IRFFT: operation(['x', 'fft_length'], (call) => {
    const [re, im] = complexPair(call);
    return irfft(re, im, lengthOf(call, 2 * (lastOf(re) - 1)));
  }),
  STFT: operation([...FRAMES, 'window', 'center'], stft),
  ISTFT: operation([...FRAMES, 'length', 'window', 'center'], istft),
  ExtractSequences: operation(['x', 'sequence_length', 'sequence_stride'], (call) =>
    framed(call.tensor('x'), call.whole('sequence_length'), call.whole('sequence_stride')),
  ),
};
