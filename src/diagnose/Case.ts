import type { LayerRow, VariableRow } from '../diff/index.ts';
import type { Initial, RouteResult } from '../keras/index.ts';
import { areForeign, type Json, type ModelArtifact, type VariableId } from '../model/index.ts';
import type { RunComparison, TfjsRun } from '../run/index.ts';
import type { Replay } from './Replay.ts';

/** Everything that rules look at: the two models, what differs, and how the runs went. */
export interface Case {
  readonly a: ModelArtifact;
  readonly b: ModelArtifact;
  readonly layers: readonly LayerRow[];
  readonly variables: readonly VariableRow[];
  /** The comparison of predictions, `null` when nothing ran. */
  readonly run: RunComparison | null;
  /** What undoing single suspects did, where that was tried. */
  readonly replays?: readonly Replay[];
  /** Ways to load A's file into B that leave, bit for bit, what B holds wherever they write. */
  readonly loadings?: readonly RouteResult[];
  /** Which variables that differ look as their initialisers left them, by side. */
  readonly initial?: {
    readonly a: ReadonlyMap<VariableId, Initial>;
    readonly b: ReadonlyMap<VariableId, Initial>;
  };
  /** Preprocessing files that were given: what stands before each side, and the same samples without them. */
  readonly preprocessing?: Preprocessed | null;
  /** How TensorFlow.js itself runs a side that is one of its layers models. */
  readonly tfjs?: { readonly a?: TfjsRun | null; readonly b?: TfjsRun | null };
}

/** Preprocessing before the models, by side, and how the models compare without it. */
export interface Preprocessed {
  readonly a: string | null;
  readonly b: string | null;
  /** The same samples fed as they are; `null` where that is not possible. */
  readonly without: RunComparison | null;
}

/** Whether one side was converted and the other was not, or otherwise: their layers have no common names. */
export function graphsAreForeign({ a, b }: Pick<Case, 'a' | 'b'>): boolean {
  return areForeign(a, b);
}

/** Whether the predictions are known to agree on every sample. */
export function predictionsAgree(it: Case): boolean {
  return outputsAgree(it) && !it.layers.some(roundsOtherwise);
}

/** Whether everything that was computed agrees; what the run cannot show may still differ. */
export function outputsAgree({ run }: Pick<Case, 'run'>): boolean {
  return run !== null && run.outputs.length > 0 && run.outputs.every((it) => it.verdict !== 'different');
}

/** Whether a layer computes in 16 bits on one side only. The run cannot show that: all is float32 there. */
export function roundsOtherwise({ kind, className, config }: LayerRow): boolean {
  return (
    kind === 'layer' &&
    className !== 'InputLayer' &&
    config.some(({ key, a, b }) => key === 'dtype' && isHalf(a) !== isHalf(b))
  );
}

const isHalf = (policy: Json): boolean => typeof policy === 'string' && /(^|_)b?float16$/.test(policy);
