import { idle, matters, type OptionRow, trains, weightRules } from './OptionRow.ts';

const affine: readonly OptionRow[] = [
  matters('center', true),
  matters('scale', true),
  ...weightRules('beta', 'gamma'),
];

const batch: readonly OptionRow[] = [
  matters('axis', -1, 'axis'),
  trains('momentum', 0.99),
  matters('epsilon', 0.001),
  ...affine,
  trains('moving_mean_initializer'),
  trains('moving_variance_initializer'),
  trains('synchronized', false),
  trains('renorm', false),
  trains('renorm_clipping'),
  trains('renorm_momentum', 0.99),
  matters('fused'),
  matters('virtual_batch_size'),
  matters('adjustment'),
];

/** Normalisation layers, learned and adapted. */
export const NORMALIZATION: Readonly<Record<string, readonly OptionRow[]>> = {
  BatchNormalization: batch,
  BatchNormalizationV1: batch,
  BatchNormalizationV2: batch,
  SyncBatchNormalization: batch,
  LayerNormalization: [
    matters('axis', -1, 'axis'),
    matters('epsilon', 0.001),
    matters('rms_scaling', false),
    ...affine,
  ],
  GroupNormalization: [
    matters('groups', 32),
    matters('axis', -1, 'axis'),
    matters('epsilon', 0.001),
    ...affine,
  ],
  RMSNormalization: [matters('axis', -1, 'axis'), matters('epsilon', 1e-6)],
  UnitNormalization: [matters('axis', -1, 'axis')],
  Normalization: [
    matters('axis', -1),
    matters('mean'),
    matters('variance'),
    matters('invert', false),
    idle('input_mean'),
  ],
};
