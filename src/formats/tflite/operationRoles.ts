import type { OperationRoles } from '../converted/ConvertedGraph.ts';

const product = [null, 'kernel', 'bias'];
const gates = ['input', 'forget', 'cell', 'output'];
/** `tensorflow/lite/kernels/lstm_shared.h`: inputs of the full LSTM, in order. */
const lstm = [
  null,
  ...gates.map((gate) => `input_to_${gate}_weights`),
  ...gates.map((gate) => `recurrent_to_${gate}_weights`),
  ...['input', 'forget', 'output'].map((gate) => `cell_to_${gate}_weights`),
  ...gates.map((gate) => `${gate}_gate_bias`),
  'projection_weights',
  'projection_bias',
  null,
  null,
  ...gates.map((gate) => `${gate}_layer_norm`),
];

/** What the inputs of TensorFlow Lite's operators are for (`tensorflow/lite/kernels`). */
export const TFLITE_ROLES: OperationRoles = {
  roles: {
    FULLY_CONNECTED: product,
    CONV_2D: product,
    DEPTHWISE_CONV_2D: product,
    CONV_3D: product,
    TRANSPOSE_CONV: [null, 'kernel', null, 'bias'],
    CONV_3D_TRANSPOSE: [null, 'kernel', null, 'bias'],
    BATCH_MATMUL: [null, 'kernel'],
    EMBEDDING_LOOKUP: [null, 'embeddings'],
    GATHER: ['embeddings', null],
    PRELU: [null, 'alpha'],
    LSTM: lstm,
    UNIDIRECTIONAL_SEQUENCE_LSTM: lstm,
    RNN: [null, 'kernel', 'recurrent_kernel', 'bias', null],
    UNIDIRECTIONAL_SEQUENCE_RNN: [null, 'kernel', 'recurrent_kernel', 'bias', null],
    SVDF: [null, 'weights_feature', 'weights_time', 'bias', null],
  },
  passing: new Set(['DEQUANTIZE']),
  biased: new Set(['FULLY_CONNECTED', 'CONV_2D', 'DEPTHWISE_CONV_2D', 'BATCH_MATMUL']),
  addition: 'ADD',
};
