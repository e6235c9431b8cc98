import type { Case } from '../diagnose/index.ts';
import type { NodeId, OpenModel } from '../model/index.ts';
import type * as Run from '../run/index.ts';
import type { RunComparison, RunnableModel, Samples } from '../run/index.ts';
import type { Listener } from './Pipeline.ts';

/** The two models as they ran. */
export interface TfjsStage {
  readonly run: typeof Run;
  readonly models: { readonly a: RunnableModel; readonly b: RunnableModel };
  readonly opened: { readonly a: OpenModel; readonly b: OpenModel };
  /** What each side is fed with. */
  readonly samples: { readonly a: Samples; readonly b: Samples };
  readonly comparison: RunComparison;
  readonly listener: Listener;
  readonly signal?: AbortSignal | undefined;
}

/** Runs each side that is a layers model of TensorFlow.js once more, by TensorFlow.js itself, on the same samples. */
export async function tfjsRuns(stage: TfjsStage): Promise<NonNullable<Case['tfjs']>> {
  return { a: await tfjsRun(stage, 'a'), b: await tfjsRun(stage, 'b') };
}

async function tfjsRun(stage: TfjsStage, side: 'a' | 'b'): Promise<Run.TfjsRun | null> {
  const { run, models, opened, samples, comparison, listener, signal } = stage;
  const { tfjs, artifact } = opened[side];
  if (tfjs?.kind !== 'layers' || artifact.holds !== 'model') return null;
  signal?.throwIfAborted();
  const says = `Running ${side.toUpperCase()} as TensorFlow.js runs it.`;
  listener.onProgress?.({ step: 'run', says, done: 0, total: 1 });
  return run.runAsTfjs(models[side], tfjs, samples[side], {
    backend: comparison.backend,
    floors: floorsOf(comparison, side),
    ...(signal ? { signal } : {}),
  });
}

function floorsOf({ layers }: RunComparison, side: 'a' | 'b'): Map<NodeId, number> {
  return new Map(
    layers.flatMap((row) => {
      const node = side === 'a' ? row.nodeA : row.nodeB;
      return node === null || row.noiseFloor === null ? [] : [[node, row.noiseFloor] as const];
    }),
  );
}
