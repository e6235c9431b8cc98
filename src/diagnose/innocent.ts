import type { LayerRow, VariableStatus } from '../diff/index.ts';

/** States of a variable that leave predictions as they are. */
export const EQUAL: ReadonlySet<VariableStatus> = new Set(['identical', 'equal', 'close']);

/** Layers that do nothing when predicting: their absence changes no number. */
const IDLE: ReadonlySet<string> = new Set([
  'Dropout',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'SpatialDropout3D',
  'GaussianDropout',
  'GaussianNoise',
  'AlphaDropout',
  'ActivityRegularization',
  'RandomFlip',
  'RandomRotation',
  'RandomZoom',
  'RandomTranslation',
  'RandomContrast',
  'RandomBrightness',
  'RandomHeight',
  'RandomWidth',
  'Identity',
  'InputLayer',
]);

/** Whether a layer stands on one side only and does nothing when predicting. */
export function idleAlone(row: LayerRow): boolean {
  const idle = IDLE.has(row.className) || (row.className === 'Activation' && row.detail === 'linear');
  return idle && (row.a === null || row.b === null);
}
