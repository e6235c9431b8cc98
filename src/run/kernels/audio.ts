import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../ops/anyRank.ts';
import { convolve } from '../ops/convolve.ts';
import { type Layout, toChannelsLast } from '../ops/layout.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { melSpectrogram } from './melSpectrogram.ts';
import { choice, flag, whole } from './options.ts';
import { axisSize, rankMustBe } from './shapes.ts';
import { simpleFloat } from './simple.ts';

const MODES = ['log', 'magnitude', 'psd', 'real', 'imag', 'angle', 'stft'] as const;
const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];
/** Keras' `epsilon()`. */
const EPSILON = 1e-7;

/** Short-time Fourier transform by convolution with stored kernels (`stft_spectrogram.py`). */
function stftSpectrogram(input: tf.Tensor, call: KernelCall): tf.Tensor {
  rankMustBe(input, 3);
  const layout = choice(call.options, 'data_format', LAYOUTS);
  const mode = choice(call.options, 'mode', MODES);
  const x = toChannelsLast(input, layout) as tf.Tensor3D;
  const part = (role: string) => spectrum(x, call, role);
  return arranged(COMPUTE[mode](part), call, layout);
}

type Part = (role: string) => tf.Tensor;

const power: (part: Part) => tf.Tensor = (part) =>
  tf.add(tf.square(part('real_kernel')), tf.square(part('imag_kernel')));

const magnitude = (part: Part): tf.Tensor => tf.sqrt(tf.maximum(power(part), EPSILON));

/** Each mode from (batch, channels, frequencies, frames). */
const COMPUTE: Readonly<Record<(typeof MODES)[number], (part: Part) => tf.Tensor>> = {
  real: (part) => part('real_kernel'),
  imag: (part) => part('imag_kernel'),
  angle: (part) => tf.atan2(part('imag_kernel'), part('real_kernel')),
  stft: (part) => tf.concat([part('real_kernel'), part('imag_kernel')], 2),
  magnitude,
  log: (part) => tf.log(tf.maximum(magnitude(part), EPSILON)),
  // All frequencies but the first and the last stand for two.
  psd: (part) => {
    const whole = power(part);
    const last = axisSize(whole, 2) - 1;
    if (last < 1) return whole;
    return tf.add(
      whole,
      tf.pad(sliceAxis(whole, 2, 1, last), [
        [0, 0],
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
    );
  },
};

function spectrum(x: tf.Tensor3D, call: KernelCall, role: string): tf.Tensor {
  const { options } = call;
  const [batch, time, channels] = x.shape;
  const length = whole(options, 'frame_length');
  const size = options.fft_length ? whole(options, 'fft_length') : 2 ** Math.ceil(Math.log2(length));
  const step = options.frame_step ? whole(options, 'frame_step') : Math.floor(length / 2);
  const kernel = call.weights.get(role, [length, 1, Math.floor(size / 2) + 1]);
  const alone = tf.reshape(tf.transpose(x, [0, 2, 1]), [batch * channels, time, 1]);
  const padding = choice(options, 'padding', ['valid', 'same']);
  const frames = convolve(alone, kernel, { strides: [step], dilation: [1], padding }, 1);
  const turned = tf.transpose(frames, [0, 2, 1]);
  return tf.reshape(turned, [batch, channels, axisSize(turned, 1), axisSize(turned, 2)]);
}

function arranged(x: tf.Tensor, { options }: KernelCall, layout: Layout): tf.Tensor {
  const [batch = 0, channels = 0, frequencies = 0, frames = 0] = x.shape;
  const isLast = layout === 'channels_last';
  if (flag(options, 'expand_dims')) return tf.transpose(x, isLast ? [0, 3, 2, 1] : [0, 1, 3, 2]);
  const joined = tf.reshape(x, [batch, channels * frequencies, frames]);
  return isLast ? tf.transpose(joined, [0, 2, 1]) : joined;
}

/** Layers that hear. */
export const AUDIO: KernelTable = {
  STFTSpectrogram: simpleFloat('ends', stftSpectrogram),
  MelSpectrogram: simpleFloat('ends', melSpectrogram),
};
