import type { KerasVersion } from '../KerasVersion.ts';
import { idle, matters, type OptionRow, trains, weightRules } from './OptionRow.ts';
import { activates, LAYOUT } from './sharedRows.ts';

/** `hard_sigmoid` before Keras 2.3. */
const recurrentActivation = (version: KerasVersion | null) =>
  version !== null && (version.generation === 1 || (version.generation === 2 && version.minor < 3))
    ? 'hard_sigmoid'
    : 'sigmoid';

/** The option came with Keras 2.1 and was off; tf.keras of TensorFlow 2 (2.4 and later say so) turned it on. */
const resetAfter = (version: KerasVersion | null) =>
  !(version !== null && (version.generation === 1 || (version.generation === 2 && version.minor < 4)));

const cell: readonly OptionRow[] = [
  matters('units'),
  activates('activation', 'tanh'),
  matters('use_bias', true),
  ...weightRules('kernel', 'recurrent', 'bias'),
  trains('dropout', 0),
  trains('recurrent_dropout', 0),
  trains('seed'),
  idle('implementation', 2),
];
const gated: readonly OptionRow[] = [...cell, activates('recurrent_activation', recurrentActivation)];
const lstm: readonly OptionRow[] = [...gated, trains('unit_forget_bias', true)];
const gru: readonly OptionRow[] = [...gated, matters('reset_after', resetAfter)];

const loop: readonly OptionRow[] = [
  matters('return_sequences', false),
  matters('return_state', false),
  matters('go_backwards', false),
  matters('stateful', false),
  matters('time_major', false),
  matters('zero_output_for_mask', false),
  idle('unroll', false),
  idle('use_cudnn', 'auto'),
  idle('input_length'),
  idle('input_dim'),
];

/** `hard_sigmoid` before Keras 3 (`keras/layers/rnn/conv_lstm2d.py`). */
const convRecurrentActivation = (version: KerasVersion | null) =>
  version !== null && version.generation < 3 ? 'hard_sigmoid' : 'sigmoid';

const convLstm = (rank: 1 | 2 | 3): readonly OptionRow[] => {
  const ones = new Array<number>(rank).fill(1);
  return [
    matters('filters'),
    matters('rank', rank),
    matters('kernel_size', null, `tuple${rank}`),
    matters('strides', ones, `tuple${rank}`),
    matters('padding', 'valid'),
    LAYOUT,
    matters('dilation_rate', ones, `tuple${rank}`),
    activates('activation', 'tanh'),
    activates('recurrent_activation', convRecurrentActivation),
    matters('use_bias', true),
    ...weightRules('kernel', 'recurrent', 'bias'),
    trains('unit_forget_bias', true),
    trains('dropout', 0),
    trains('recurrent_dropout', 0),
    trains('seed'),
    ...loop,
  ];
};

const wrapper: readonly OptionRow[] = [matters('layer')];

/** Recurrent layers, their cells, and the wrappers of layers. */
export const RECURRENT: Readonly<Record<string, readonly OptionRow[]>> = {
  SimpleRNNCell: cell,
  LSTMCell: lstm,
  GRUCell: gru,
  SimpleRNN: [...cell, ...loop],
  LSTM: [...lstm, ...loop],
  GRU: [...gru, ...loop],
  ConvLSTM1D: convLstm(1),
  ConvLSTM2D: convLstm(2),
  ConvLSTM3D: convLstm(3),
  CuDNNLSTM: [...lstm, ...loop],
  CuDNNGRU: [...gru, ...loop],
  RNN: [matters('cell'), ...loop],
  StackedRNNCells: [matters('cells'), matters('reverse_state_order', false)],
  Bidirectional: [
    ...wrapper,
    matters('merge_mode', 'concat'),
    matters('backward_layer'),
    matters('return_sequences'),
    matters('return_state'),
    matters('stateful'),
    idle('zero_output_for_mask'),
    idle('weights'),
  ],
  TimeDistributed: wrapper,
  SpectralNormalization: [...wrapper, trains('power_iterations', 1)],
};
