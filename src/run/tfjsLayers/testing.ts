import { isArray, isObject, type Json, type JsonObject, type TfjsFile } from '../../model/index.ts';
import type { Samples } from '../samples/Samples.ts';
import { type Case, modelOf, readCases, unpack } from '../testing.ts';

/** A case as TensorFlow.js' converter would write it: its config, and weights under the names of a legacy HDF5 file. */
export function tfjsFileOf({ model, weights }: Pick<Case, 'model' | 'weights'>): TfjsFile {
  const held = Object.entries(weights).flatMap(([layer, roles]) =>
    Object.entries(roles).map(([role, packed]) => ({
      name: nameOf(layer, role, configOf(model, layer)),
      shape: packed.shape,
      optimizer: false,
      read: async () => unpack(packed),
    })),
  );
  return { kind: 'layers', document: { format: 'layers-model', modelTopology: model }, weights: held };
}

/** The inputs of a case. */
export function samplesOf({ inputs }: Pick<Case, 'inputs'>): Samples {
  const held = inputs.map((packed, i) => ({ name: `x${i}`, tensor: unpack(packed) }));
  return { source: 'case', count: inputs[0]?.shape[0] ?? 0, inputs: held, notes: [] };
}

/** Nested models leave no trace in names; wrappers name the direction. */
function nameOf(layer: string, role: string, config: JsonObject): string {
  const own = layer.slice(layer.lastIndexOf('/') + 1);
  const direction = /^(forward|backward)_layer\//.exec(role)?.[1];
  const rest = role.replace(/^((forward|backward)_)?layer\//, '');
  return direction === undefined ? `${own}/${rest}` : `${own}/${direction}_${innerName(config)}/${rest}`;
}

function innerName({ layer }: JsonObject): string {
  return isObject(layer) && isObject(layer.config) ? String(layer.config.name) : '';
}

function configOf(model: Json | undefined, path: string): JsonObject {
  const [first, ...rest] = path.split('/');
  const layers =
    isObject(model) && isObject(model.config) && isArray(model.config.layers) ? model.config.layers : [];
  const found = layers.find((it) => isObject(it) && isObject(it.config) && it.config.name === first);
  if (rest.length > 0) return configOf(found, rest.join('/'));
  return isObject(found) && isObject(found.config) ? found.config : {};
}

/** A case of real Keras whose option TensorFlow.js computes wrongly, and the layer that has it. */
export interface WrongOption {
  readonly option: string;
  readonly name: string;
  readonly item: Case;
  readonly keras: string;
  readonly layer: string;
}

type Finder = (className: string, config: JsonObject, item: Case) => boolean;

const above1 = (value: Json | undefined): boolean => isArray(value) && value.some((it) => Number(it) > 1);

/** One row of `diagnose/tfjsFaults.ts` each: which cases of which family show it. */
const WANTED: readonly (readonly [option: string, file: string, find: Finder])[] = [
  [
    'DepthwiseConv2D dilation_rate',
    'layers.k215',
    (name, config) => name === 'DepthwiseConv2D' && above1(config.dilation_rate),
  ],
  [
    'Conv2DTranspose dilation_rate',
    'layers.k215',
    (name, config) => name === 'Conv2DTranspose' && above1(config.dilation_rate),
  ],
  [
    'Conv2DTranspose output_padding',
    'layers.k215',
    (name, config) => name === 'Conv2DTranspose' && isArray(config.output_padding),
  ],
  [
    'Conv3DTranspose output_padding',
    'spatial.k215',
    (name, config) => name === 'Conv3DTranspose' && isArray(config.output_padding),
  ],
  [
    'ReLU negative_slope',
    'layers.k215',
    (name, config) => name === 'ReLU' && Number(config.negative_slope) > 0,
  ],
  ['ReLU threshold', 'merging2.k215', (name, config) => name === 'ReLU' && Number(config.threshold) > 0],
  [
    'UpSampling2D interpolation',
    'layers.k215',
    (name, config) => name === 'UpSampling2D' && config.interpolation === 'bilinear',
  ],
  [
    'GlobalAveragePooling2D keepdims',
    'layers.k215',
    (name, config) => name === 'GlobalAveragePooling2D' && config.keepdims === true,
  ],
  [
    'GlobalMaxPooling2D keepdims',
    'layers.k215',
    (name, config) => name === 'GlobalMaxPooling2D' && config.keepdims === true,
  ],
  [
    'GlobalAveragePooling1D mask',
    'masks.k215',
    (name, _, item) => name === 'GlobalAveragePooling1D' && item.name === 'average pooling',
  ],
  [
    'Conv1D data_format',
    'spatial.k215',
    (name, config) => name === 'Conv1D' && config.data_format === 'channels_first',
  ],
  [
    'MaxPooling1D data_format',
    'spatial.k215',
    (name, config) => name === 'MaxPooling1D' && config.data_format === 'channels_first',
  ],
  [
    'SeparableConv2D data_format',
    'spatial.k215',
    (name, _, item) => name === 'SeparableConv2D' && item.name === 'separable2d first same k3 s2 d1 m1',
  ],
  [
    'MaxPooling3D padding',
    'spatial.k215',
    (name, _, item) => name === 'MaxPooling3D' && item.name === 'Max3d same k1 s2',
  ],
  [
    'BatchNormalization axis',
    'layers.k215',
    (name, _, item) => name === 'BatchNormalization' && item.name === 'batchnorm axis 1',
  ],
  ['LSTM time_major', 'recurrent2.k215', (name, config) => name === 'LSTM' && config.time_major === true],
  [
    'BatchNormalization training',
    'models.k215',
    (name, _, item) => name === 'BatchNormalization' && item.name === 'layer called in training',
  ],
  ['LSTM mask', 'masks.k215', (name, _, item) => name === 'LSTM' && item.name === 'mask given'],
  [
    'SimpleRNN dtype',
    'recurrent16.k215',
    (name, _, item) => name === 'SimpleRNN' && item.name === 'mixed_float16 simple',
  ],
  ['Bidirectional backward_layer', 'tfjs.k215', (name) => name === 'Bidirectional'],
  ['LeakyReLU negative_slope', 'tfjs.k315', (name) => name === 'LeakyReLU'],
  ['Dense activation', 'tfjs.k315', (name) => name === 'Dense'],
  [
    'LSTM recurrent_activation',
    'tfjs.k315',
    (name, config) => name === 'LSTM' && config.recurrent_activation === 'hard_sigmoid',
  ],
];

/** The first case of each. */
export function wrongOptions(): WrongOption[] {
  return WANTED.map(([option, file, find]) => {
    const { keras, cases } = readCases(`${file}.json.gz`);
    for (const item of cases) {
      const layer = modelOf(item, keras).layers.find((it) => find(it.className, it.config, item));
      if (layer)
        return {
          option,
          name: item.name,
          item: { ...item, model: inOldDialect(item.model) },
          keras,
          layer: layer.id,
        };
    }
    throw new Error(`No case shows ${option}.`);
  });
}

/**
 * A Keras 3 model as people patch it so that TensorFlow.js loads it: the options stay, the graph is written in the dialect
 * of Keras 2. For models whose layers take one tensor each.
 */
function inOldDialect(model: JsonObject): JsonObject {
  const text = JSON.stringify(model)
    .replaceAll('"batch_shape"', '"batch_input_shape"')
    .replace(
      /\{"args":\[\{"class_name":"__keras_tensor__","config":\{[^}]*"keras_history":(\["[^"]*",\d+,\d+)\]\}\}\],"kwargs":\{[^}]*\}\}/g,
      '[$1,{}]]',
    );
  const patched = JSON.parse(text) as { config: Record<string, Json> };
  for (const ports of ['input_layers', 'output_layers']) {
    const value = patched.config[ports];
    if (isArray(value) && typeof value[0] === 'string') patched.config[ports] = [value];
  }
  return patched as unknown as JsonObject;
}
