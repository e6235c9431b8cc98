/** The order of the steps, from files to a report, with progress and cancel. It decides nothing itself. */

export type { ValueSummary, VariableDetail } from '../diff/index.ts';
export { createPipeline } from './createPipeline.ts';
export { customExports } from './customExports.ts';
export { drawnLayers } from './drawnLayers.ts';
export { scaledSamples } from './fedSamples.ts';
export { type LoadingReport, loadableWeights, loadingReport } from './loadingReport.ts';
export type { InsideCall, InsideLayer, InsideVariable, ModelInside } from './ModelInside.ts';
export type {
  ActivationDetail,
  CompareOptions,
  HostFile,
  Listener,
  OpenedSlot,
  Pipeline,
  Progress,
  Result,
  Slot,
} from './Pipeline.ts';
export { reproducingRoutes, sameByValues } from './reproducingRoutes.ts';
export { mustRun, runnable } from './runnable.ts';
export { openScalerFile, type Scaler } from './scalers.ts';
export { filesOf, type RunHost } from './slots.ts';
export { MADE_BY } from './version.ts';
