import type { Replay, Suspect } from '../diagnose/index.ts';
import { type OpenModel, type Tensor, toFloat64 } from '../model/index.ts';
import type * as Run from '../run/index.ts';
import type { RunComparison, RunnableModel, Samples } from '../run/index.ts';
import { mustRun } from './runnable.ts';

/** What a replay needs besides its suspect. */
export interface Stage {
  readonly run: typeof Run;
  readonly a: OpenModel;
  readonly b: OpenModel;
  readonly samples: Samples;
  readonly comparison: RunComparison;
  readonly signal?: AbortSignal | undefined;
}

/** Undoes each suspect in B, in memory, runs B again on the same samples, and measures what is left of the gap. */
export async function replaySuspects(suspects: readonly Suspect[], stage: Stage): Promise<Replay[]> {
  if (suspects.length === 0) return [];
  const wanted = await outputsOf(mustRun(stage.a), stage);
  const before = gaps(wanted, await outputsOf(mustRun(stage.b), stage), stage.samples.count);
  const floor = Math.max(0, ...stage.comparison.outputs.map((it) => it.allowed));
  const replays: Replay[] = [];
  for (const suspect of suspects) {
    stage.signal?.throwIfAborted();
    const after = gaps(wanted, await outputsOf(undone(suspect, stage), stage), stage.samples.count);
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
}

/** B with the suspect's weights and options taken from A. */
function undone({ weights, options, version }: Suspect, { a, b }: Stage): RunnableModel {
  const [modelA, modelB] = [mustRun(a), mustRun(b)];
  const source = new Map(weights.map((it) => [it.b, a.artifact.variables.find(({ id }) => id === it.a)]));
  const layersA = new Map(modelA.layers.map((it) => [it.id, it]));
  const optionsOf = new Map(options.map((it) => [it.b, layersA.get(it.a)]));
  const layers = modelB.layers.map((layer) => {
    const other = optionsOf.get(layer.id);
    return other ? { ...layer, className: other.className, config: other.config } : layer;
  });
  return {
    ...modelB,
    layers,
    version: version ? modelA.version : modelB.version,
    async weightsOf(id) {
      const own: Record<string, Tensor> = { ...(await modelB.weightsOf(id)) };
      for (const variable of b.artifact.variables) {
        const other = variable.layer === id ? source.get(variable.id) : undefined;
        if (other) own[variable.role] = await a.tensors.read(other);
      }
      return own;
    },
  };
}

async function outputsOf(
  model: RunnableModel,
  { run, samples, comparison, signal }: Stage,
): Promise<Float64Array[]> {
  const done = await run.runModel(model, samples, {
    backend: comparison.backend,
    keep: 'outputs',
    ...(signal ? { signal } : {}),
  });
  return done.arrays.map(({ tensor }) => toFloat64(tensor) ?? new Float64Array());
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
