import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { isTraining } from './callArguments.ts';
import type { KernelCall } from './Kernel.ts';
import { numeric } from './options.ts';

/** What a cell multiplies in place of its input and its first state: one tensor, or one for each gate. */
export interface CellDropout {
  inputs(x: tf.Tensor): readonly tf.Tensor[];
  states(h: tf.Tensor): readonly tf.Tensor[];
}

const isSimple = ({ className }: KernelCall): boolean => className.startsWith('SimpleRNN');
const isConvolutional = ({ className }: KernelCall): boolean => className.startsWith('ConvLSTM');

/**
 * Whether the gates are computed one by one, the bias added before the state (`implementation=1`). Keras 3 keeps no such
 * option: since 3.8 `recurrent_dropout` alone decides (`keras/src/layers/rnn/lstm.py`, `LSTMCell.__init__`).
 */
export function takesGatesApart(call: KernelCall): boolean {
  const { options, version } = call;
  const state = numeric(options, 'recurrent_dropout') !== 0;
  if (version?.generation === 3) return state && version.minor >= 8;
  return (state || options.implementation === 1) && !isUnified(call);
}

/** LSTM and GRU of TF 2 in the form that cuDNN could run: no cell is called, gates are never apart (`_could_use_gpu_kernel`). */
function isUnified({ className, options, version }: KernelCall): boolean {
  return (
    version?.generation !== 3 &&
    (className === 'LSTM' || (className === 'GRU' && options.reset_after === true)) &&
    options.activation === 'tanh' &&
    options.recurrent_activation === 'sigmoid' &&
    numeric(options, 'recurrent_dropout') === 0 &&
    options.unroll !== true &&
    options.use_bias === true
  );
}

/** The rate that acts in training mode. Rate 1 acts in `SimpleRNN` of Keras 3.15 alone; TensorFlow refuses it before. */
function rateOf(call: KernelCall, option: 'dropout' | 'recurrent_dropout'): number {
  const rate = isTraining(call) ? numeric(call.options, option) : 0;
  if (rate === 0) return 0;
  if (rate < 0 || rate > 1) throw new RunStop(`Its option ${option} = ${rate} lies outside 0 to 1.`);
  const { version } = call;
  if (!isKnown(call))
    throw new RunStop(`How this Keras lays the masks of ${option} in training mode is not known here.`);
  if (rate === 1 && !(version?.generation === 3 && version.minor >= 15))
    throw new RunStop(`Its option ${option} = 1 is not known to work in training mode in this Keras.`);
  return rate === 1 && !isSimple(call) ? 0 : rate;
}

/** Read in the sources of 2.12, 2.15, 3.8 and 3.15; 3.3 drops other things. */
function isKnown(call: KernelCall): boolean {
  const { version } = call;
  if (version === null) return false;
  if (version.generation !== 3) return version.generation === 2 && version.minor >= 4;
  return version.minor >= 8 || isSimple(call);
}

/** Dropout of a whole sequence, other values at every step: LSTM and GRU of Keras 2 in their unified form. */
export function wholeDropout(call: KernelCall, x: tf.Tensor): tf.Tensor {
  if (!isUnified(call)) return x;
  const rate = rateOf(call, 'dropout');
  return rate === 0 ? x : (masked(call, x, [ones(call, x.shape, rate)])[0] ?? x);
}

const ones = (call: KernelCall, shape: readonly number[], rate: number): tf.Tensor =>
  call.noise.dropout(tf.ones([...shape]), rate, { round: call.precision.round });

const masked = ({ precision }: KernelCall, x: tf.Tensor, masks: readonly tf.Tensor[]): tf.Tensor[] =>
  masks.map((mask) => precision.round(tf.mul(x, mask)));

/**
 * The dropout of a cell with so many gates: its masks are drawn once and stay for every step
 * (`keras/src/layers/rnn/dropout_rnn_cell.py`). They are Keras' in kind, not in number: see `Noise`.
 */
export function cellDropout(call: KernelCall, gates: number): CellDropout {
  const apart = isConvolutional(call) || (gates > 1 && takesGatesApart(call));
  const draws = apart ? gates : 1;
  const drop = (rate: number) => {
    let masks: readonly tf.Tensor[] | null = null;
    return (x: tf.Tensor): readonly tf.Tensor[] => {
      if (rate === 0) return [x];
      masks ??= Array.from({ length: draws }, () => ones(call, x.shape, rate));
      return masked(call, x, masks);
    };
  };
  const inputs = drop(isUnified(call) ? 0 : rateOf(call, 'dropout'));
  return { inputs, states: drop(rateOf(call, 'recurrent_dropout')) };
}
