import { idle, matters, type OptionRow, trains } from './OptionRow.ts';
import { LAYOUT } from './sharedRows.ts';

const BOXES = idle('bounding_box_format');

/** Augmentation rests when predicting. */
const augments = (...keys: readonly string[]): OptionRow[] => [
  ...[...keys, 'seed'].map((key) => trains(key)),
  idle('data_format'),
  BOXES,
];
const warp = ['fill_mode', 'fill_value', 'interpolation'];
const colours = augments('factor', 'value_range');
const shift = augments('height_factor', 'width_factor', ...warp);
const range = matters('value_range', [0, 255]);
const size: readonly OptionRow[] = [matters('height'), matters('width'), LAYOUT, BOXES];

/** Vocabularies (`index_lookup.py`). `has_static_table` is a word of tf.keras before 2.8. */
const vocabulary: readonly OptionRow[] = [
  matters('vocabulary'),
  matters('idf_weights'),
  idle('vocabulary_size'),
  idle('has_input_vocabulary'),
  idle('has_static_table'),
  matters('output_mode', 'int'),
  matters('pad_to_max_tokens', false),
  matters('sparse', false),
];

const lookup = (oov: string | number, dtype: string): OptionRow[] => [
  matters('max_tokens', null, 'plain', ['max_values']),
  matters('num_oov_indices', 1),
  matters('mask_token', null, 'plain', ['mask_value']),
  matters('oov_token', oov, 'plain', ['oov_value']),
  matters('vocabulary_dtype', dtype),
  matters('invert', false),
  matters('oov_method', 'floormod'),
  matters('salt'),
  ...vocabulary,
];

/** Layers that prepare numbers, texts, images and sounds. */
export const PREPROCESSING: Readonly<Record<string, readonly OptionRow[]>> = {
  RandomFlip: augments('mode'),
  RandomRotation: augments('factor', 'value_range', ...warp),
  RandomZoom: shift,
  RandomTranslation: shift,
  RandomShear: augments('x_factor', 'y_factor', ...warp),
  RandomPerspective: augments('factor', 'scale', ...warp),
  RandomElasticTransform: augments('factor', 'scale', 'value_range', ...warp),
  RandomContrast: colours,
  RandomBrightness: colours,
  RandomHue: colours,
  RandomSaturation: colours,
  RandomSharpness: colours,
  RandomPosterization: colours,
  RandomInvert: colours,
  RandomColorDegeneration: colours,
  RandomGrayscale: colours,
  RandomErasing: augments('factor', 'scale', 'fill_value', 'value_range'),
  RandomGaussianBlur: augments('factor', 'kernel_size', 'sigma', 'value_range'),
  RandomColorJitter: augments(
    ...['value_range', 'brightness_factor', 'contrast_factor', 'saturation_factor', 'hue_factor'],
  ),
  RandAugment: augments('value_range', 'num_ops', 'factor', 'interpolation'),
  AugMix: augments('value_range', 'num_chains', 'chain_depth', 'factor', 'alpha', 'all_ops', 'interpolation'),
  MixUp: augments('alpha'),
  CutMix: augments('factor'),
  Solarization: augments('addition_factor', 'threshold_factor', 'value_range'),
  Equalization: augments('value_range', 'bins'),
  MaxNumBoundingBoxes: augments('max_number', 'fill_value'),
  AutoContrast: [range, idle('data_format'), BOXES],
  ContrastLimitedAdaptiveHistogramEqualization: [
    range,
    matters('clip_limit', 4),
    matters('tile_grid_size', [8, 8], 'tuple2'),
    LAYOUT,
    BOXES,
  ],
  Pipeline: [matters('layers')],
  RandomHeight: augments('factor', 'interpolation'),
  RandomWidth: augments('factor', 'interpolation'),
  RandomCrop: [...size, trains('seed')],
  CenterCrop: size,
  Resizing: [
    ...size,
    matters('interpolation', 'bilinear'),
    matters('crop_to_aspect_ratio', false),
    matters('pad_to_aspect_ratio', false),
    matters('fill_mode', 'constant'),
    matters('fill_value', 0),
    matters('antialias', false),
  ],
  Rescaling: [matters('scale', 1), matters('offset', 0)],
  CategoryEncoding: [
    matters('num_tokens', null, 'plain', ['max_tokens']),
    matters('output_mode', 'multi_hot'),
    matters('sparse', false),
  ],
  Discretization: [
    matters('bin_boundaries'),
    matters('num_bins'),
    trains('epsilon', 0.01),
    matters('output_mode', 'int'),
    matters('sparse', false),
  ],
  Hashing: [
    matters('num_bins'),
    matters('mask_value'),
    matters('salt'),
    matters('output_mode', 'int'),
    matters('sparse', false),
  ],
  HashedCrossing: [matters('num_bins'), matters('output_mode', 'int'), matters('sparse', false)],
  StringLookup: [...lookup('[UNK]', 'string'), matters('encoding', 'utf-8')],
  IntegerLookup: lookup(-1, 'int64'),
  TextVectorization: [
    // tf.keras writes `string`, Keras 3 the policy of numbers: neither is followed.
    idle('dtype', null, 'nothing'),
    matters('max_tokens'),
    matters('standardize', 'lower_and_strip_punctuation'),
    matters('split', 'whitespace'),
    matters('ngrams'),
    matters('output_sequence_length'),
    matters('ragged', false),
    matters('encoding', 'utf-8'),
    ...vocabulary,
  ],
  STFTSpectrogram: [
    matters('mode', 'log'),
    matters('frame_length', 256),
    matters('frame_step'),
    matters('fft_length'),
    trains('window', 'hann'),
    trains('periodic', false),
    trains('scaling', 'density'),
    matters('padding', 'valid'),
    matters('expand_dims', false),
    LAYOUT,
  ],
  MelSpectrogram: [
    matters('fft_length', 2048),
    matters('sequence_stride', 512),
    matters('sequence_length'),
    matters('window', 'hann'),
    matters('sampling_rate', 16000),
    matters('num_mel_bins', 128),
    matters('min_freq', 20),
    matters('max_freq'),
    matters('power_to_db', true),
    matters('top_db', 80),
    matters('mag_exp', 2),
    matters('min_power', 1e-10),
    matters('ref_power', 1),
  ],
};
