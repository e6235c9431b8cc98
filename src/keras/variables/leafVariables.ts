import { isArray, type Json, type JsonObject } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import {
  type ClassVariables,
  flag,
  type OwnVariable,
  present,
  type ShapePattern,
  state,
  weight,
  whole,
} from './ClassVariables.ts';

/** `kernel_size: 3` and `[3]` alike, repeated to `rank` axes. */
function kernelSize(config: JsonObject, rank: number): ShapePattern {
  const size: Json | undefined = config.kernel_size;
  if (isArray(size)) return size.map(whole);
  return Array<number | null>(rank).fill(whole(size));
}

const bias = (config: JsonObject, ...shape: ShapePattern): OwnVariable | false =>
  flag(config, 'use_bias', true) && weight('bias', shape);

function dense(config: JsonObject): OwnVariable[] {
  const units = whole(config.units);
  return present(weight('kernel', [null, units]), bias(config, units));
}

const convolution = (rank: number): ClassVariables => ({
  own: (config) => {
    const filters = whole(config.filters);
    return present(weight('kernel', [...kernelSize(config, rank), null, filters]), bias(config, filters));
  },
});

const transposed = (rank: number): ClassVariables => ({
  own: (config) => {
    const filters = whole(config.filters);
    return present(weight('kernel', [...kernelSize(config, rank), filters, null]), bias(config, filters));
  },
});

const depthwise = (rank: number): ClassVariables => ({
  own: (config) => {
    const kernel = weight('kernel', [...kernelSize(config, rank), null, whole(config.depth_multiplier) ?? 1]);
    return present({ ...kernel, legacyName: 'depthwise_kernel' }, bias(config, null));
  },
});

const separable = (rank: number): ClassVariables => ({
  own: (config) => {
    const filters = whole(config.filters);
    const ones = Array<number>(rank).fill(1);
    return present(
      weight('depthwise_kernel', [...kernelSize(config, rank), null, whole(config.depth_multiplier) ?? 1]),
      weight('pointwise_kernel', [...ones, null, filters]),
      bias(config, filters),
    );
  },
});

const unshapedKernel: ClassVariables = {
  own: (config) => present(weight('kernel'), flag(config, 'use_bias', true) && weight('bias')),
};

/** Over several axes Keras 2 keeps its variables in the rank of the input. */
function batchNormalization(config: JsonObject): OwnVariable[] {
  const renorm = flag(config, 'renorm', false);
  const shape = isArray(config.axis) && config.axis.length > 1 ? undefined : [null];
  return present(
    flag(config, 'scale', true) && weight('gamma', shape),
    flag(config, 'center', true) && weight('beta', shape),
    state('moving_mean', shape),
    state('moving_variance', shape),
    renorm && state('moving_stddev', shape),
    renorm && state('renorm_mean', shape),
    renorm && state('renorm_stddev', shape),
  );
}

/** `rms_scaling` of Keras 3 keeps only gamma (`keras/src/layers/normalization/layer_normalization.py`). */
function layerNormalization(config: JsonObject): OwnVariable[] {
  const rms = flag(config, 'rms_scaling', false);
  return present(
    (rms || flag(config, 'scale', true)) && weight('gamma'),
    !rms && flag(config, 'center', true) && weight('beta'),
  );
}

const scaleAndCenter: ClassVariables = {
  own: (config) =>
    present(flag(config, 'scale', true) && weight('gamma'), flag(config, 'center', true) && weight('beta')),
};

/** Statistics given as arguments live in the config instead (`keras/src/layers/preprocessing/normalization.py`). */
function normalization(config: JsonObject): OwnVariable[] {
  const given = config.mean !== undefined && config.mean !== null;
  const attribute = (name: string): OwnVariable => ({ ...state(name), attribute: `adapt_${name}` });
  return given ? [] : [attribute('mean'), attribute('variance'), state('count', [])];
}

/** tf.keras remembers the data it was adapted to; Keras 3 writes the boundaries into the config. */
function discretization(config: JsonObject, version: KerasVersion | null): OwnVariable[] {
  const given = config.bin_boundaries !== undefined && config.bin_boundaries !== null;
  return given || version?.generation !== 2 ? [] : [state('summary', [2, null])];
}

const gates = (count: number): ClassVariables => ({
  own: (config) => {
    const units = whole(config.units);
    const wide = units === null ? null : units * count;
    return present(
      weight('kernel', [null, wide]),
      weight('recurrent_kernel', [units, wide]),
      flag(config, 'use_bias', true) && weight('bias'),
    );
  },
});

const convolutionalCell: ClassVariables = {
  own: (config) =>
    present(weight('kernel'), weight('recurrent_kernel'), flag(config, 'use_bias', true) && weight('bias')),
};

const cudnn: ClassVariables = { own: () => [weight('kernel'), weight('recurrent_kernel'), weight('bias')] };

/** Layers without parts, by class: which variables their options switch on, in store order. */
export const LEAF_VARIABLES: Readonly<Record<string, ClassVariables>> = {
  Dense: { own: dense },
  EinsumDense: {
    own: ({ bias_axes }) =>
      present(weight('kernel'), bias_axes !== null && bias_axes !== undefined && weight('bias')),
  },
  Conv1D: convolution(1),
  Conv2D: convolution(2),
  Conv3D: convolution(3),
  Conv1DTranspose: transposed(1),
  Conv2DTranspose: transposed(2),
  Conv3DTranspose: transposed(3),
  DepthwiseConv1D: depthwise(1),
  DepthwiseConv2D: depthwise(2),
  SeparableConv1D: separable(1),
  SeparableConv2D: separable(2),
  LocallyConnected1D: unshapedKernel,
  LocallyConnected2D: unshapedKernel,
  Embedding: {
    own: ({ input_dim, output_dim }) => [weight('embeddings', [whole(input_dim), whole(output_dim)])],
  },
  ReversibleEmbedding: {
    own: (config) => {
      const [ids, size] = [whole(config.input_dim), whole(config.output_dim)];
      const untied = !flag(config, 'tie_weights', true);
      return present(weight('embeddings', [ids, size]), untied && weight('reverse_embeddings', [size, ids]));
    },
  },
  BatchNormalization: { own: batchNormalization },
  BatchNormalizationV1: { own: batchNormalization },
  BatchNormalizationV2: { own: batchNormalization },
  SyncBatchNormalization: { own: batchNormalization },
  LayerNormalization: { own: layerNormalization },
  GroupNormalization: scaleAndCenter,
  RMSNormalization: { own: () => [weight('scale')] },
  Normalization: { own: normalization },
  Discretization: { own: discretization },
  STFTSpectrogram: {
    own: ({ mode }) =>
      present(mode !== 'imag' && weight('real_kernel'), mode !== 'real' && weight('imag_kernel')),
  },
  PReLU: { own: () => [weight('alpha')] },
  LayerScale: { own: ({ projection_dim }) => [weight('gamma', [whole(projection_dim)])] },
  RandomFourierFeatures: {
    own: ({ output_dim: size }) => [
      weight('kernel_scale', [1]),
      state('unscaled_kernel', [null, whole(size)]),
      state('bias', [whole(size)]),
    ],
  },
  SimpleRNNCell: gates(1),
  GRUCell: gates(3),
  LSTMCell: gates(4),
  CuDNNGRU: cudnn,
  CuDNNLSTM: cudnn,
  ConvLSTM1DCell: convolutionalCell,
  ConvLSTM2DCell: convolutionalCell,
  ConvLSTM3DCell: convolutionalCell,
  Attention: {
    own: (config) =>
      present(
        flag(config, 'use_scale', false) && weight('scale', []),
        config.score_mode === 'concat' && weight('concat_score_weight', []),
      ),
  },
  AdditiveAttention: { own: (config) => present(flag(config, 'use_scale', true) && weight('scale')) },
};
