import type { Replay, Suspect } from '../diagnose/index.ts';
import type { OpenModel, Tensor } from '../model/index.ts';
import type * as Run from '../run/index.ts';
import type {
  ComparedRuns,
  HostValue,
  Overrides,
  RunComparison,
  RunnableModel,
  Samples,
} from '../run/index.ts';

/** What a replay needs besides its suspect. */
export interface Stage {
  readonly run: typeof Run;
  /** The two as they run. */
  readonly models: { readonly a: RunnableModel; readonly b: RunnableModel };
  readonly a: OpenModel;
  readonly b: OpenModel;
  readonly samples: Samples;
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
  const wanted = numbersOf(answers.a);
  const before = gaps(wanted, numbersOf(answers.b), samples.count);
  await run.switchBackend(comparison.backend);
  const held = await run.HeldRun.start(stage.models.b, samples, { signal });
  try {
    const floor = Math.max(0, ...comparison.outputs.map((it) => it.allowed));
    const replays: Replay[] = [];
    for (const suspect of suspects) {
      signal?.throwIfAborted();
      const after = gaps(wanted, numbersOf(await held.rerun(await undoing(suspect, stage))), samples.count);
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
  }
}

/** What makes B run with the suspect's weights and options taken from A. */
async function undoing({ weights, options, version }: Suspect, { a, b, models }: Stage): Promise<Overrides> {
  const [byIdA, byIdB] = [a, b].map(({ artifact }) => new Map(artifact.variables.map((it) => [it.id, it])));
  const changed = new Map<string, Record<string, Tensor>>();
  for (const it of weights) {
    const [source, target] = [byIdA?.get(it.a), byIdB?.get(it.b)];
    if (!source || target?.layer == null) continue;
    const own = changed.get(target.layer) ?? {};
    own[target.role] = await a.tensors.read(source);
    changed.set(target.layer, own);
  }
  const layersA = new Map(models.a.layers.map((it) => [it.id, it]));
  const layers = new Map(
    options.flatMap((it) => {
      const other = layersA.get(it.a);
      return other ? [[it.b, { className: other.className, config: other.config }] as const] : [];
    }),
  );
  return { weights: changed, layers, ...(version ? { version: models.a.version } : {}) };
}

/** Numbers of outputs; nothing for text, and for what could not be computed. */
function numbersOf(values: readonly (HostValue | null)[]): Float64Array[] {
  return values.map((it) =>
    it === null || it.dtype === 'string'
      ? new Float64Array()
      : Float64Array.from(it.values as ArrayLike<number>),
  );
}

/** Largest |Δ| of each sample over all outputs; `null` when the outputs do not have the same sizes. */
function gaps(a: readonly Float64Array[], b: readonly Float64Array[], count: number): number[] | null {
  if (a.length !== b.length || a.some((values, i) => values.length !== b[i]?.length)) return null;
  return Array.from({ length: count }, (_, sample) =>
    Math.max(0, ...a.map((values, i) => gapOf(values, b[i] as Float64Array, sample, count))),
  );
}

function gapOf(a: Float64Array, b: Float64Array, sample: number, count: number): number {
  const size = a.length / count;
  let largest = 0;
  for (let i = sample * size; i < (sample + 1) * size; i++) {
    const gap = Math.abs((a[i] as number) - (b[i] as number));
    if (Number.isNaN(gap) ? Number.isNaN(a[i]) !== Number.isNaN(b[i]) : gap > largest)
      largest = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
  }
  return largest;
}
