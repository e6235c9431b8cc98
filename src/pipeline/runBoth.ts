import type { LayerPair } from '../align/index.ts';
import type { Case, Replay, Suspect } from '../diagnose/index.ts';
import { versionOf } from '../keras/index.ts';
import type { LayerId, OpenModel } from '../model/index.ts';
import type { RunComparison, RunnableModel, RunRow, Samples } from '../run/index.ts';
import type { FileComparison } from './compareFiles.ts';
import type { ActivationDetail, CompareOptions, Listener } from './Pipeline.ts';
import { replaySuspects } from './replaySuspects.ts';
import { runnable } from './runnable.ts';
import { backendSettings, type RunHost, type Slots } from './slots.ts';
import { withoutPassed } from './standIns.ts';
import { tfjsRuns } from './tfjsRuns.ts';

/** A comparison of runs, and the way back to single activations. */
export interface Runs {
  readonly comparison: RunComparison;
  /** Undoes suspects in B, one at a time, and runs again. */
  replay(suspects: readonly Suspect[]): Promise<Replay[]>;
  /** How TensorFlow.js itself runs what is one of its models. */
  asTfjs(): Promise<NonNullable<Case['tfjs']>>;
  activation(row: RunRow, sample: number): Promise<ActivationDetail>;
}

/** The same samples through both models; `null` when a file holds no computation. TensorFlow.js is loaded here, on demand. */
export async function runBoth(
  a: OpenModel,
  b: OpenModel,
  files: FileComparison,
  slots: Slots,
  options: CompareOptions,
  host: RunHost,
  listener: Listener,
  signal?: AbortSignal,
): Promise<Runs | null> {
  const { identity } = options;
  const [modelA, modelB] = [runnable(a, host.custom, identity), runnable(b, host.custom, identity)];
  if (!modelA || !modelB) return null;
  const run = await import('../run/index.ts');
  run.configureBackends(backendSettings(host));
  const samples = await samplesFor(run, [modelA, modelB], slots, options);
  const pairs = files.alignment.layers.filter(isBoth);
  const { answers, ...ran } = await run.compareRuns(modelA, modelB, pairs, samples, {
    backend: options.backend,
    alike: await alikeLayers(a, b, files),
    ...(signal ? { signal } : {}),
    onProgress: (done, total) =>
      listener.onProgress?.({
        step: 'run',
        says: `Running both models, layer ${done.toLocaleString('en')} of ${total.toLocaleString('en')}.`,
        done,
        total,
      }),
  });
  const comparison = withoutPassed(ran, [...(modelA.identity ?? []), ...(modelB.identity ?? [])]);
  return {
    comparison,
    replay: (suspects) =>
      replaySuspects(suspects, {
        run,
        models: { a: modelA, b: modelB },
        a,
        b,
        samples,
        comparison,
        answers,
        signal,
      }),
    asTfjs: () => {
      const models = { a: modelA, b: modelB };
      return tfjsRuns({ run, models, opened: { a, b }, samples, comparison, listener, signal });
    },
    async activation(row, sample) {
      const one = run.takeSample(samples, sample);
      const valuesOf = async (model: RunnableModel, node: string | null) =>
        node === null ? null : run.nodeOutput(model, one, node, comparison.backend);
      const [x, y] = [await valuesOf(modelA, row.nodeA), await valuesOf(modelB, row.nodeB)];
      const shape = x?.shape ?? y?.shape ?? [];
      const shown = (it: typeof x): number[] =>
        it === null || it.dtype === 'string' ? [] : Array.from(it.values.slice(0, MOST), Number);
      return { a: shown(x), b: shown(y), shape, total: x?.values.length ?? y?.values.length ?? 0 };
    },
  };
}

/** Layers of A that are, to the byte and the option, those of B: what they compute need not be asked twice. */
async function alikeLayers(a: OpenModel, b: OpenModel, { layers }: FileComparison): Promise<Set<LayerId>> {
  const alike = new Set<LayerId>();
  const [mine, theirs] = [versionOf(a.artifact), versionOf(b.artifact)];
  if (mine === null || JSON.stringify(mine) !== JSON.stringify(theirs)) return alike;
  for (const row of layers) {
    if (row.verdict !== 'identical' || row.kind !== 'layer' || row.a === null || row.b === null) continue;
    const texts = { ...(await a.assets?.(row.a)), ...(await b.assets?.(row.b)) };
    if (Object.keys(texts).length === 0) alike.add(row.a);
  }
  return alike;
}

const isBoth = (pair: LayerPair): pair is Extract<LayerPair, { kind: 'both' }> => pair.kind === 'both';

/** Values of one activation that are handed out at most. */
const MOST = 1024;

type Run = typeof import('../run/index.ts');

/** The samples that were given, else generated ones that fit. */
export function samplesFor(
  run: Run,
  models: readonly [RunnableModel, ...RunnableModel[]],
  { inputs }: Slots,
  { samples, seed }: CompareOptions,
): Promise<Samples> | Samples {
  if (inputs) return run.readSamples(models[0], inputs.arrays, inputs.name);
  return run.generateSamples(models, { count: samples, seed });
}
