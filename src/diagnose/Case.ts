import type { LayerRow, VariableRow } from '../diff/index.ts';
import type { ModelArtifact } from '../model/index.ts';
import type { RunComparison } from '../run/index.ts';
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
}

/** Whether the predictions are known to agree on every sample. */
export function predictionsAgree({ run }: Case): boolean {
  return run !== null && run.outputs.length > 0 && run.outputs.every((it) => it.verdict !== 'different');
}
