import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { Weights } from '../Weights.ts';
import type { KernelCall } from './Kernel.ts';
import { flag, whole } from './options.ts';
import { recurrentArguments } from './recurrentArguments.ts';

const GATES = { LSTM: 4, GRU: 3 } as const;

/** Reads the memory of each gate's kernel as `(units, inputs)` and turns it: cuDNN keeps them the other way round. */
function turned(kernel: tf.Tensor, gates: number): tf.Tensor {
  const [inputs = 0, width = 0] = kernel.shape;
  const units = width / gates;
  const parts = tf.split(kernel, gates, 1);
  return tf.concat(
    parts.map((part) => tf.transpose(tf.reshape(part, [units, inputs]))),
    1,
  );
}

/** cuDNN adds a bias to the input and one to the state; an LSTM's can be added up, a GRU's lie apart. */
function biasOf(bias: tf.Tensor, target: 'LSTM' | 'GRU'): tf.Tensor {
  const rows = tf.reshape(bias, [2, bias.size / 2]);
  return target === 'LSTM' ? tf.sum(rows, 0) : rows;
}

/**
 * A cuDNN layer as the plain layer that Keras turns it into when it loads its weights there
 * (`keras/saving/legacy/hdf5_format.py`, `_convert_rnn_weights`).
 */
export function cudnnCall(call: KernelCall, target: 'LSTM' | 'GRU'): KernelCall {
  const given = recurrentArguments(call);
  if (given.mask !== null) throw new RunStop('A mask reaches it, and Keras gives masks to no cuDNN layer.');
  if (flag(call.options, 'time_major') && flag(call.options, 'go_backwards'))
    throw new RunStop('Its options time_major and go_backwards are both on, which is not supported.');
  const gates = GATES[target];
  const units = whole(call.options, 'units');
  const width = gates * units;
  const kernel = call.weights.get('kernel', [given.input.shape.at(-1) ?? 0, width]);
  const recurrent = call.weights.get('recurrent_kernel', [units, width]);
  const bias = call.weights.get('bias', [2 * width]);
  const fixed = { activation: 'tanh', recurrent_activation: 'sigmoid', use_bias: true };
  return {
    ...call,
    className: target,
    options: { ...call.options, ...fixed, ...(target === 'GRU' ? { reset_after: true } : {}) },
    weights: new Weights({
      kernel: turned(kernel, gates),
      recurrent_kernel: turned(recurrent, gates),
      bias: biasOf(bias, target),
    }),
  };
}
