/** Names causes: rules turn differences into findings, each with its grade, its evidence and its fix. */
export { type Case, type Preprocessed, predictionsAgree } from './Case.ts';
export { type Diagnosis, diagnose, RULES } from './diagnose.ts';
export type { Evidence, Finding, Grade, RuledOut } from './Finding.ts';
export { headline } from './headline.ts';
export { differsInFiles, type Judgement, judge, type Verdict } from './judge.ts';
export { isBatchNormalization, statedTraining } from './modeSuspects.ts';
export type { Replay, Suspect } from './Replay.ts';
export type { Rule } from './Rule.ts';
export { scalerFindings } from './rules/externalScaler.ts';
export { type ModeTrial, modeFindings } from './rules/recordedMode.ts';
export { GRAPH_MODEL_FIX } from './rules/tfjsRuntime.ts';
export { suspectsOf } from './suspects.ts';
