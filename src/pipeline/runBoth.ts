import type { LayerPair } from '../align/index.ts';
import type { Case, Replay, Suspect } from '../diagnose/index.ts';
import { versionOf } from '../keras/index.ts';
import type { LayerId, OpenModel, ReadNote } from '../model/index.ts';
import type { ComparedRuns, RunComparison, RunnableModel, RunRow, Samples } from '../run/index.ts';
import type { FileComparison } from './compareFiles.ts';
import { engineNotes } from './engineNotes.ts';
import { fedSamples } from './fedSamples.ts';
import type { ActivationDetail, CompareOptions, Listener } from './Pipeline.ts';
import { replaySuspects } from './replaySuspects.ts';
import { runnable } from './runnable.ts';
import { throughNothing, throughScalers } from './scalers.ts';
import { backendSettings, type RunHost, type Slots } from './slots.ts';
import { withoutPassed } from './standIns.ts';
import { tfjsRuns } from './tfjsRuns.ts';

/** A comparison of runs, and the way back to single activations. */
export interface Runs {
  readonly comparison: RunComparison;
  /** The same samples without the preprocessing that was given, where there is any and they fit. */
  readonly without: RunComparison | null;
  /** Why they do not fit without it. */
  readonly misfit: string | null;
  /** Undoes suspects in B, one at a time, and runs again. */
  replay(suspects: readonly Suspect[]): Promise<Replay[]>;
  /** How TensorFlow.js itself runs what is one of its models. */
  asTfjs(): Promise<NonNullable<Case['tfjs']>>;
  /** Whether our engine for Keras agrees with the TensorFlow graph of the same file, where it holds both. */
  engineNotes(): Promise<{ readonly a: readonly ReadNote[]; readonly b: readonly ReadNote[] }>;
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
  const fed = await fedSamples(run, { a: modelA, b: modelB }, slots, options);
  const pairs = files.alignment.layers.filter(isBoth);
  const alike = await alikeLayers(a, b, files);
  const onProgress = (how: string) => (done: number, total: number) =>
    listener.onProgress?.({
      step: 'run',
      says: `Running both models${how}, layer ${done.toLocaleString('en')} of ${total.toLocaleString('en')}.`,
      done,
      total,
    });
  const runOn = (samplesA: Samples, samplesB: Samples, how: string) =>
    run.compareRuns(modelA, modelB, pairs, samplesA, {
      ...{ backend: options.backend, alike, onProgress: onProgress(how) },
      ...(samplesB === samplesA ? {} : { samplesB }),
      ...(signal ? { signal } : {}),
    });
  const { answers, ...ran } = await runOn(fed.a, fed.b, '');
  const passed = [...(modelA.identity ?? []), ...(modelB.identity ?? [])];
  const scalers = { a: slots['scaler-a'], b: slots['scaler-b'] };
  const comparison = withoutPassed(throughScalers(ran, scalers), passed);
  const bare = fed.without && 'a' in fed.without ? fed.without : null;
  const without = bare && withoutAnswers(await runOn(bare.a, bare.b, ' without preprocessing'));
  return {
    comparison,
    without: without && withoutPassed(throughNothing(without), passed),
    misfit: fed.without && 'because' in fed.without ? fed.without.because : null,
    replay: (suspects) =>
      replaySuspects(suspects, {
        run,
        models: { a: modelA, b: modelB },
        a,
        b,
        pairs,
        samples: fed.b,
        samplesA: fed.a,
        comparison,
        answers,
        signal,
      }),
    asTfjs: () => {
      const models = { a: modelA, b: modelB };
      return tfjsRuns({ run, models, opened: { a, b }, samples: fed, comparison, listener, signal });
    },
    async engineNotes() {
      const side = (opened: OpenModel, model: RunnableModel, of: 'a' | 'b') =>
        engineNotes(run, { opened, model, samples: fed[of], answers: answers[of] }, comparison.backend);
      return { a: await side(a, modelA, 'a'), b: await side(b, modelB, 'b') };
    },
    async activation(row, sample) {
      const valuesOf = async (model: RunnableModel, samples: Samples, node: string | null) =>
        node === null
          ? null
          : run.nodeOutput(model, run.takeSample(samples, sample), node, comparison.backend);
      const [x, y] = [await valuesOf(modelA, fed.a, row.nodeA), await valuesOf(modelB, fed.b, row.nodeB)];
      const shape = x?.shape ?? y?.shape ?? [];
      const shown = (it: typeof x): number[] =>
        it === null || it.dtype === 'string' ? [] : Array.from(it.values.slice(0, MOST), Number);
      return { a: shown(x), b: shown(y), shape, total: x?.values.length ?? y?.values.length ?? 0 };
    },
  };
}

const withoutAnswers = ({ answers: _, ...run }: ComparedRuns): RunComparison => run;

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
