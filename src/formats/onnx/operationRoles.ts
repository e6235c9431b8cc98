import type { OperationRoles } from '../converted/ConvertedGraph.ts';

const product = [null, 'kernel', 'bias'];
const normalisation = [null, 'gamma', 'beta', 'moving_mean', 'moving_variance'];
const cell = ['kernel', 'recurrent_kernel', 'bias'];
/** Those behind the peephole are `withKerasGates`' own: ONNX stacks directions and biases. */
const recurrent = [
  ...[null, ...cell, null, 'initial_h', 'initial_c', 'peephole', 'recurrent_bias'],
  ...[...cell, 'recurrent_bias'].map((part) => `forward_layer/${part}`),
  ...[...cell, 'recurrent_bias'].map((part) => `backward_layer/${part}`),
];
const quantised = [
  ...[null, null, null],
  ...['kernel', 'kernel_scale', 'kernel_zero_point', null, null, 'bias'],
];

/** What the inputs of ONNX operators are for, in Keras' words (ONNX, Operator Schemas). */
export const ONNX_ROLES: OperationRoles = {
  roles: {
    Conv: product,
    ConvTranspose: product,
    ConvInteger: [null, 'kernel', null, 'kernel_zero_point'],
    Gemm: product,
    MatMul: ['kernel', 'kernel'],
    MatMulInteger: [null, 'kernel', null, 'kernel_zero_point'],
    QLinearConv: quantised,
    QLinearMatMul: quantised.slice(0, 6),
    DequantizeLinear: ['value', 'scale', 'zero_point'],
    BatchNormalization: normalisation,
    InstanceNormalization: normalisation.slice(0, 3),
    LayerNormalization: normalisation.slice(0, 3),
    GroupNormalization: normalisation.slice(0, 3),
    RMSNormalization: [null, 'scale'],
    LSTM: recurrent,
    GRU: recurrent,
    RNN: recurrent,
    PRelu: [null, 'alpha'],
    Gather: ['embeddings', null],
  },
  passing: new Set(['Identity']),
  biased: new Set(['MatMul', 'Gemm', 'Conv', 'ConvTranspose']),
  addition: 'Add',
};
