import { idle, matters, type OptionRow, trains } from './OptionRow.ts';

/** Options that every layer may carry. */
export const EVERY_LAYER: readonly OptionRow[] = [
  idle('name'),
  trains('trainable', true),
  matters('dtype', 'float32', 'dtype'),
  idle('autocast', true),
  idle('batch_input_shape'),
  idle('batch_shape'),
  idle('input_shape'),
  idle('input_dtype'),
  idle('dynamic', false),
  trains('activity_regularizer'),
  matters('quantization_config'),
];

/** Low-rank adaptation: saved kernels hold it already. */
export const LORA: readonly OptionRow[] = [trains('lora_rank'), trains('lora_alpha')];

/** Where the channels are. */
export const LAYOUT: OptionRow = matters('data_format', 'channels_last', 'layout');

/** An activation by name or layer. */
export function activates(key = 'activation', fallback: OptionRow['fallback'] = 'linear'): OptionRow {
  return matters(key, fallback, 'activation');
}
