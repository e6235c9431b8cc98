import type { KerasVersion } from '../keras/index.ts';
import { isArray, isObject, type Json, type JsonObject } from '../model/index.ts';

/** One call of a layer, as the graph states it. */
export interface TfjsSite {
  readonly className: string;
  readonly config: JsonObject;
  readonly version: KerasVersion | null;
  /** Names and values of call arguments besides the inputs; `undefined` for tensors. */
  readonly kwargs: Readonly<Record<string, Json | undefined>>;
  /** Whether the values come through a layer that makes a mask. */
  readonly masked: boolean;
  /** Axes of what the layer puts out; `null` when unknown. */
  readonly rank: number | null;
}

/** An option that TensorFlow.js 4.22 computes wrongly, without an error. */
export interface TfjsFault {
  readonly option: string;
  /** Its value; `undefined` where it is a tensor, or an object. */
  readonly value: Json | undefined;
  /** What TensorFlow.js does with it. */
  readonly does: string;
  /** Whether a gap that is born here can only be this. */
  readonly exclusive: boolean;
}

interface Row {
  readonly classes: RegExp;
  readonly option: string;
  readonly does: string;
  /** Whether a site is on the wrong side of the row. */
  readonly when: (site: TfjsSite) => boolean;
  /** Whether the row holds for whole classes and ways of masking or rounding, so that another fault may hide behind it. */
  readonly wide?: true;
}

const some = (value: Json | undefined, wrong: (it: Json) => boolean): boolean =>
  isArray(value) ? value.some(wrong) : value !== undefined && value !== null && wrong(value);

const is =
  (key: string, wrong: (it: Json) => boolean) =>
  ({ config }: TfjsSite): boolean =>
    some(config[key], wrong);

function stridesExceed({ strides, kernel_size, pool_size }: JsonObject): boolean {
  const size = kernel_size ?? pool_size;
  return isArray(strides) && isArray(size) && strides.some((stride, i) => Number(stride) > Number(size[i]));
}

/** Keras 3 writes a backward layer always; as a mirror image of the forward one it is what TensorFlow.js makes anyway. */
function otherBackward({ config }: TfjsSite): boolean {
  const plain = (layer: Json | undefined): string => {
    if (!isObject(layer) || !isObject(layer.config)) return '';
    const { name: _, go_backwards: __, ...rest } = layer.config;
    return JSON.stringify([layer.class_name, rest]);
  };
  return isObject(config.backward_layer) && plain(config.backward_layer) !== plain(config.layer);
}

const RECURRENT = /^(SimpleRNN|LSTM|GRU|RNN|ConvLSTM2D)$/;

/** Each row was run: TensorFlow.js 4.22.0 against what Keras answers. Constructs that fail with an error are not here. */
const ROWS: readonly Row[] = [
  {
    classes: /^(DepthwiseConv2D|Conv[23]DTranspose)$/,
    option: 'dilation_rate',
    does: 'ignores it',
    when: is('dilation_rate', (it) => it !== 1),
  },
  {
    classes: /^Conv[23]DTranspose$/,
    option: 'output_padding',
    does: 'ignores it',
    when: is('output_padding', () => true),
  },
  {
    classes: /^LeakyReLU$/,
    option: 'negative_slope',
    does: 'does not know the key, which Keras 3 writes, and takes 0.3',
    when: ({ config }) => 'negative_slope' in config && !('alpha' in config),
  },
  {
    classes: /^ReLU$/,
    option: 'negative_slope',
    does: 'ignores it',
    when: is('negative_slope', (it) => it !== 0),
  },
  { classes: /^ReLU$/, option: 'threshold', does: 'ignores it', when: is('threshold', (it) => it !== 0) },
  {
    classes: /./,
    option: 'activation',
    does: 'computes hard_sigmoid as Keras 2 does, clip(0.2·x + 0.5, 0, 1)',
    when: ({ config, version }) => version?.generation === 3 && config.activation === 'hard_sigmoid',
  },
  {
    classes: /./,
    option: 'recurrent_activation',
    does: 'computes hard_sigmoid as Keras 2 does, clip(0.2·x + 0.5, 0, 1)',
    when: ({ config, version }) =>
      version?.generation === 3 && config.recurrent_activation === 'hard_sigmoid',
  },
  {
    classes: /^(UpSampling2D|Resizing)$/,
    option: 'interpolation',
    does: 'lays the pixels on another grid: from the corner, not from the centres of pixels',
    when: is('interpolation', (it) => it === 'bilinear'),
  },
  {
    classes: /^Resizing$/,
    option: 'crop_to_aspect_ratio',
    does: 'ignores it',
    when: is('crop_to_aspect_ratio', (it) => it === true),
  },
  {
    classes: /^Global(Average|Max)Pooling[12]D$/,
    option: 'keepdims',
    does: 'ignores it',
    when: is('keepdims', (it) => it === true),
  },
  {
    classes: /^(Global)?(Average|Max)Pooling1D$/,
    option: 'data_format',
    does: 'ignores it and takes channels_last',
    when: is('data_format', (it) => it === 'channels_first'),
  },
  {
    classes: /^Conv1D$/,
    option: 'data_format',
    does: 'puts the channels last',
    when: is('data_format', (it) => it === 'channels_first'),
  },
  {
    classes: /^(Conv3D|Conv3DTranspose|MaxPooling3D|AveragePooling3D)$/,
    option: 'padding',
    does: 'takes the wrong places where a stride is larger than the kernel: its padding becomes negative',
    when: ({ config }) => config.padding === 'same' && stridesExceed(config),
  },
  {
    classes: /^SeparableConv2D$/,
    option: 'data_format',
    does: 'adds the bias along the wrong axis',
    when: ({ config }) => config.data_format === 'channels_first' && config.use_bias !== false,
  },
  {
    classes: /^BatchNormalization$/,
    option: 'axis',
    does: 'repeats the statistics along the last axis, whichever axis is asked for',
    when: ({ config, rank }) => rank !== null && some(config.axis, (it) => it !== -1 && it !== rank - 1),
  },
  {
    classes: /^Bidirectional$/,
    option: 'backward_layer',
    does: 'ignores it and runs a copy of the forward layer backwards',
    when: otherBackward,
  },
  {
    classes: RECURRENT,
    option: 'time_major',
    does: 'ignores it',
    when: is('time_major', (it) => it === true),
  },
  {
    classes: /./,
    option: 'training',
    does: 'drops the argument of the call and predicts',
    when: ({ kwargs }) => kwargs.training === true,
  },
  {
    classes: /./,
    option: 'mask',
    does: 'drops the argument of the call',
    when: ({ kwargs }) => 'mask' in kwargs,
    wide: true,
  },
  {
    classes: /^(GlobalAveragePooling1D|ConvLSTM2D|Softmax)$/,
    option: 'mask',
    does: 'computes without the mask that its input carries',
    when: ({ masked }) => masked,
    wide: true,
  },
  {
    classes:
      /^(Bidirectional|TimeDistributed|SimpleRNN|LSTM|GRU|RNN|Add|Average|Concatenate|Maximum|Minimum|Multiply|Dot)$/,
    option: 'mask',
    does: 'hands masks on in its own way: the last one made is used by whatever runs next',
    when: ({ masked }) => masked,
    wide: true,
  },
  {
    classes: /./,
    option: 'dtype',
    does: 'computes in float32 whatever the policy says',
    when: ({ config }) => /b?float16/.test(JSON.stringify(config.dtype ?? null)),
    wide: true,
  },
];

/** The first option of a call that TensorFlow.js computes wrongly; `null` when none is known. Wrappers are looked into. */
export function tfjsFault(site: TfjsSite): TfjsFault | null {
  const row = ROWS.find(({ classes, when }) => classes.test(site.className) && when(site));
  if (row)
    return {
      option: row.option,
      value: optionValue(site, row.option),
      does: row.does,
      exclusive: row.wide !== true,
    };
  const inner = site.config.layer;
  const rank = site.className === 'TimeDistributed' && site.rank !== null ? site.rank - 1 : site.rank;
  if (!isObject(inner) || typeof inner.class_name !== 'string' || !isObject(inner.config)) return null;
  return tfjsFault({ ...site, className: inner.class_name, config: inner.config, kwargs: {}, rank });
}

function optionValue({ config, kwargs }: TfjsSite, option: string): Json | undefined {
  if (option in kwargs) return kwargs[option];
  const value = config[option];
  return isObject(value) ? undefined : value;
}
