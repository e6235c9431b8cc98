import type { LayerPair } from '../align/index.ts';
import type { Replay, Suspect } from '../diagnose/index.ts';
import type { OpenModel } from '../model/index.ts';
import type * as Run from '../run/index.ts';
import type { ComparedRuns, HostValue, RunComparison, RunnableModel, Samples } from '../run/index.ts';
import { numbersOf, outputGaps } from './outputGaps.ts';
import { smallestSet } from './smallestSet.ts';
import { overridesOf } from './undoing.ts';

/** What a replay needs besides its suspect. */
export interface Stage {
  readonly run: typeof Run;
  /** The two as they run. */
  readonly models: { readonly a: RunnableModel; readonly b: RunnableModel };
  readonly a: OpenModel;
  readonly b: OpenModel;
  /** Layers that belong together. */
  readonly pairs: readonly Extract<LayerPair, { kind: 'both' }>[];
  readonly samples: Samples;
  /** What A is fed with, where preprocessing makes that something else. */
  readonly samplesA: Samples;
  readonly comparison: RunComparison;
  /** What both put out. */
  readonly answers: ComparedRuns['answers'];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Undoes each suspect in B, in memory, runs again what depends on it, and measures what is left of the gap. Where no suspect
 * closes it by itself, the smallest set that does is looked for.
 */
export async function replaySuspects(suspects: readonly Suspect[], stage: Stage): Promise<Replay[]> {
  // Without an answer there is no gap to close: undoing a suspect would show nothing.
  if (suspects.length === 0 || stage.comparison.outputs.length === 0) return [];
  const { run, samples, comparison, answers } = stage;
  const before = outputGaps(numbersOf(answers.a), numbersOf(answers.b), samples.count);
  if (before === null) return [];
  await run.switchBackend(comparison.backend);
  const held = await Held.start(stage);
  try {
    const floor = Math.max(0, ...comparison.outputs.map((it) => it.allowed));
    const replays: Replay[] = [];
    const tried: Suspect[] = [];
    for (const suspect of suspects) {
      const after = await held.gapsWithout([suspect]);
      if (after === null) continue;
      tried.push(suspect);
      replays.push({
        ...{ id: suspect.id, before: Math.max(...before), after: Math.max(...after), floor },
        samples: after.map((gap, index) => ({ index, before: before[index] ?? 0, after: gap })),
      });
    }
    return replays.some(({ after }) => after <= floor)
      ? replays
      : await together(replays, tried, held, floor);
  } finally {
    held.dispose();
  }
}

/** The replays, with what the smallest set that closes the gap says of its members. */
async function together(
  replays: readonly Replay[],
  tried: readonly Suspect[],
  held: Held,
  floor: number,
): Promise<Replay[]> {
  if (tried.length < 2) return [...replays];
  const set = await smallestSet(tried, floor, async (undone) => {
    const gaps = await held.gapsWithout(undone);
    return gaps && Math.max(...gaps);
  });
  const members = new Map(set?.members.map(({ of, without }) => [of.id, without]));
  return replays.map((replay) => {
    const without = members.get(replay.id);
    if (set === null || without === undefined) return replay;
    return { ...replay, together: { count: members.size, after: set.after, without } };
  });
}

type HeldRun = Awaited<ReturnType<typeof Run.HeldRun.start>>;

/** Both models, ready to run again with suspects undone. */
class Held {
  readonly #stage: Stage;
  readonly #a: HeldRun;
  readonly #b: HeldRun;

  private constructor(stage: Stage, a: HeldRun, b: HeldRun) {
    this.#stage = stage;
    this.#a = a;
    this.#b = b;
  }

  static async start(stage: Stage): Promise<Held> {
    const { run, models, samples, samplesA, signal } = stage;
    const b = await run.HeldRun.start(models.b, samples, { signal });
    // A runs again only where a suspect changes its modes.
    return new Held(stage, await run.HeldRun.start(models.a, samplesA, { signal }), b);
  }

  dispose(): void {
    this.#a.dispose();
    this.#b.dispose();
  }

  /** What is left of the gap, by sample, when these are undone; `null` where that cannot be computed. */
  async gapsWithout(suspects: readonly Suspect[]): Promise<number[] | null> {
    const { answers, samples, signal } = this.#stage;
    signal?.throwIfAborted();
    const undone = await this.#undone(suspects);
    const modesA = suspects.find(({ modes }) => modes?.a)?.modes?.a;
    const wanted = modesA === undefined ? answers.a : await this.#a.rerun({ modes: modesA });
    return undone && outputGaps(numbersOf(wanted), numbersOf(undone), samples.count);
  }

  async #undone(suspects: readonly Suspect[]): Promise<readonly (HostValue | null)[] | null> {
    const { run, models, pairs, samples, signal } = this.#stage;
    const overrides = await overridesOf(suspects, this.#stage);
    const calls = suspects.flatMap((it) => it.calls ?? []);
    if (calls.length === 0) return this.#b.rerun(overrides);
    const model = run.calledAs(models, pairs, calls);
    if (model === null) return null;
    const held = await run.HeldRun.start(model, samples, { signal });
    try {
      return await held.rerun(overrides);
    } finally {
      held.dispose();
    }
  }
}
