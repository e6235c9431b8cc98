/** Runs models: the executor, its kernels and backends, samples, and the same samples through two models. TensorFlow.js lives here only. */
export { type BackendSettings, chooseBackend, configureBackends, switchBackend } from './backends.ts';
export { type ComparedRuns, compareRuns, type RunOptions } from './compare/compareRuns.ts';
export { type ComparedReference, compareWithReference } from './compare/compareWithReference.ts';
export type { LayerPair } from './compare/planRows.ts';
export type { CustomLayer, CustomLayers, CustomSite } from './custom/CustomLayer.ts';
export { recordedOutputs } from './custom/recordedOutputs.ts';
export type { HostValue } from './hostTensor.ts';
export { supportedClasses } from './kernels/registry.ts';
export type { LargeWeights } from './large/LargeWeight.ts';
export type { Stop } from './ModelRun.ts';
export { classesOf, hearsTraining } from './mode/hearsTraining.ts';
export type { Mode, Modes } from './mode/Mode.ts';
export type {
  Backend,
  Coverage,
  OutputRow,
  RunComparison,
  RunRow,
  RunVerdict,
  SampleOutput,
  SampleRow,
} from './RunComparison.ts';
export type { RunnableModel } from './RunnableModel.ts';
export { calledAs } from './rerun/calledAs.ts';
export { HeldRun, type HoldOptions } from './rerun/HeldRun.ts';
export type { Overrides, WeightChange } from './rerun/Overrides.ts';
export { type ModelAnswers, nodeOutput, type RunModelOptions, runModel } from './runModel.ts';
export { generateSamples } from './samples/generateSamples.ts';
export { Random } from './samples/Random.ts';
export { chooseNames, readSamples } from './samples/readSamples.ts';
export { hashSamples, type Samples, takeSample } from './samples/Samples.ts';
export { checkAgainst, type EngineCheck } from './tensorflow/checkAgainst.ts';
export {
  refusesToMake,
  runAsTfjs,
  type TfjsBirth,
  type TfjsGap,
  type TfjsRun,
  type TfjsRunOptions,
} from './tfjsLayers/index.ts';
