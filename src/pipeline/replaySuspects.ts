import type { Replay, Suspect } from '../diagnose/index.ts';
import { groupBy, type OpenModel, type Tensor } from '../model/index.ts';
import type * as Run from '../run/index.ts';
import type { ComparedRuns, Overrides, RunComparison, RunnableModel, Samples } from '../run/index.ts';
import { numbersOf, outputGaps } from './outputGaps.ts';

/** What a replay needs besides its suspect. */
export interface Stage {
  readonly run: typeof Run;
  /** The two as they run. */
  readonly models: { readonly a: RunnableModel; readonly b: RunnableModel };
  readonly a: OpenModel;
  readonly b: OpenModel;
  readonly samples: Samples;
  /** What A is fed with, where preprocessing makes that something else. */
  readonly samplesA: Samples;
  readonly comparison: RunComparison;
  /** What both put out. */
  readonly answers: ComparedRuns['answers'];
  readonly signal?: AbortSignal | undefined;
}

/** Undoes each suspect in B, in memory, runs again what depends on it, and measures what is left of the gap. */
export async function replaySuspects(suspects: readonly Suspect[], stage: Stage): Promise<Replay[]> {
  // Without an answer there is no gap to close: undoing a suspect would show nothing.
  if (suspects.length === 0 || stage.comparison.outputs.length === 0) return [];
  const { run, samples, comparison, answers, signal } = stage;
  const before = outputGaps(numbersOf(answers.a), numbersOf(answers.b), samples.count);
  await run.switchBackend(comparison.backend);
  const held = await run.HeldRun.start(stage.models.b, samples, { signal });
  // A runs again only where a suspect changes its modes.
  const heldA = await run.HeldRun.start(stage.models.a, stage.samplesA, { signal });
  try {
    const floor = Math.max(0, ...comparison.outputs.map((it) => it.allowed));
    const replays: Replay[] = [];
    for (const suspect of suspects) {
      signal?.throwIfAborted();
      const { a: modesA } = suspect.modes ?? {};
      const wanted = modesA === undefined ? answers.a : await heldA.rerun({ modes: modesA });
      const undone = await held.rerun(await undoing(suspect, stage));
      const after = outputGaps(numbersOf(wanted), numbersOf(undone), samples.count);
      if (!after || !before) continue;
      replays.push({
        id: suspect.id,
        before: Math.max(...before),
        after: Math.max(...after),
        floor,
        samples: after.map((gap, index) => ({ index, before: before[index] ?? 0, after: gap })),
      });
    }
    return replays;
  } finally {
    held.dispose();
    heldA.dispose();
  }
}

/** What makes B run with the suspect's weights and options taken from A, and in its modes. */
async function undoing(
  { weights, options, version, modes }: Suspect,
  { a, b, models }: Stage,
): Promise<Overrides> {
  const [byIdA, byIdB] = [a, b].map(({ artifact }) => new Map(artifact.variables.map((it) => [it.id, it])));
  const sources = weights.flatMap((it) => {
    const [source, target] = [byIdA?.get(it.a), byIdB?.get(it.b)];
    return source && target?.layer != null ? [{ source, layer: target.layer, role: target.role }] : [];
  });
  const readAll = async (of: typeof sources) => {
    const read: Record<string, Tensor> = {};
    for (const { role, source } of of) read[role] = await a.tensors.read(source);
    return read;
  };
  // Read when its layer runs: all of them at once may be more than fits.
  const changed = new Map(
    [...groupBy(sources, ({ layer }) => layer)].map(([layer, of]) => [layer, () => readAll(of)] as const),
  );
  const layersA = new Map(models.a.layers.map((it) => [it.id, it]));
  const layers = new Map(
    options.flatMap((it) => {
      const other = layersA.get(it.a);
      return other ? [[it.b, { className: other.className, config: other.config }] as const] : [];
    }),
  );
  return {
    weights: changed,
    layers,
    ...(version ? { version: models.a.version } : {}),
    ...(modes?.b ? { modes: modes.b } : {}),
  };
}
