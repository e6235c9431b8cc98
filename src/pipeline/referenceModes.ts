import type { ModeTrial } from '../diagnose/index.ts';
import { isArray, isObject, type Json, type Layer } from '../model/index.ts';
import type * as Run from '../run/index.ts';
import type { ComparedReference, HeldRun, Mode, Modes, RunnableModel, Samples } from '../run/index.ts';
import { numbersOf, outputGaps } from './outputGaps.ts';

/** What trying modes needs. */
export interface ModeStage {
  readonly run: typeof Run;
  readonly model: RunnableModel;
  readonly samples: Samples;
  readonly comparison: ComparedReference;
  readonly signal?: AbortSignal | undefined;
}

/** How many times a model that draws at random is asked. */
const DRAWS = 8;

/**
 * Runs the model again as `model(x, training=True)`, where predictions were recorded that it does not predict: first without
 * what is random, then, where that is not it, as often as its scatter needs. Nothing for a model that does not hear training.
 */
export async function referenceModes(stage: ModeStage): Promise<ModeTrial[]> {
  const { run, model, samples, comparison, signal } = stage;
  const kinds = kindsOf(stage);
  const different = comparison.outputs.some(({ verdict }) => verdict === 'different');
  if (!different || kinds.trained.length + kinds.random.length === 0) return [];
  await run.switchBackend(comparison.backend);
  const held = await run.HeldRun.start(model, samples, { signal });
  try {
    const trials: ModeTrial[] = [];
    if (kinds.trained.length > 0) trials.push(...(await withoutDraws(held, kinds, stage)));
    const closed = trials.some(({ replay }) => replay.after <= replay.floor);
    if (!closed && kinds.random.length > 0) trials.push(...(await withDraws(held, kinds, stage)));
    return trials;
  } finally {
    held.dispose();
  }
}

interface Kinds {
  /** Layers that answer otherwise in training, always the same way. */
  readonly trained: readonly string[];
  /** Layers that draw at random in training, and are followed here. */
  readonly random: readonly string[];
  /** Layers that are left as they predict: what they draw is not followed here. */
  readonly left: readonly string[];
  /** Names of classes of each kind, wherever they stand. */
  readonly randomClasses: readonly string[];
  readonly leftClasses: readonly string[];
}

const NORMALISES = /(Batch|Spectral)Normalization/;
/** Augmentation of images: its draws are not computed here, in no mode. */
const AUGMENTS =
  /^Random|^RandAugment|^AugMix|^MixUp|^CutMix|^Solarization|^Equalization|^AutoContrast|^ContrastLimited|^MaxNumBoundingBoxes/;

/** What decides how much a layer drops, or how much noise it adds. */
const RATES: ReadonlySet<string> = new Set([
  'rate',
  'dropout',
  'recurrent_dropout',
  'stddev',
  'drop_path_rate',
]);

/** Whether a config holds a rate that is not 0, its own or that of a layer inside. */
function draws(config: Json): boolean {
  if (isArray(config)) return config.some(draws);
  if (!isObject(config)) return false;
  return Object.entries(config).some(([key, value]) =>
    RATES.has(key) && typeof value === 'number' ? value > 0 : draws(value ?? null),
  );
}

/** A frozen normalisation predicts whatever it is told (`keras/src/layers/normalization/batch_normalization.py`). */
const isFrozen = ({ className, config }: Layer): boolean =>
  /^(Sync)?BatchNormalization$/.test(className) && config.trainable === false;

function kindsOf({ run, model }: Pick<ModeStage, 'run' | 'model'>): Kinds {
  const hearing = model.layers.filter((layer) => layer.kind === 'layer' && run.hearsTraining(layer));
  const having = (test: (name: string) => boolean, also: (layer: Layer) => boolean = () => true) =>
    hearing.filter((layer) => also(layer) && run.classesOf(layer).some(test)).map(({ id }) => id);
  const heard = [...new Set(hearing.flatMap((layer) => run.classesOf(layer)))].filter((name) =>
    run.hearsTraining({ className: name, config: {}, kind: 'layer' }),
  );
  const leftClasses = heard.filter((name) => AUGMENTS.test(name));
  const randomClasses = heard.filter((name) => !AUGMENTS.test(name) && !NORMALISES.test(name));
  return {
    trained: having(
      (name) => NORMALISES.test(name),
      (layer) => !isFrozen(layer),
    ),
    random: having(
      (name) => randomClasses.includes(name),
      ({ config }) => draws(config),
    ),
    left: having((name) => AUGMENTS.test(name)),
    randomClasses,
    leftClasses,
  };
}

const predicting = (classes: readonly string[]): Map<string, Mode> =>
  new Map(classes.map((name) => [name, 'inference']));

/** One run in training mode in which nothing is drawn. */
async function withoutDraws(held: HeldRun, kinds: Kinds, stage: ModeStage): Promise<ModeTrial[]> {
  const modes: Modes = {
    model: 'training',
    classes: predicting([...kinds.randomClasses, ...kinds.leftClasses]),
  };
  const replay = await replayed(held, modes, stage);
  if (replay === null) return [];
  return [
    { kind: 'batch', layers: kinds.trained, left: [...kinds.random, ...kinds.left], replay, scatter: null },
  ];
}

/** Several runs in training mode, each with draws of its own. */
async function withDraws(held: HeldRun, kinds: Kinds, stage: ModeStage): Promise<ModeTrial[]> {
  const classes = predicting(kinds.leftClasses);
  const draws: Float64Array[][] = [];
  for (let seed = 0; seed < DRAWS; seed++) {
    stage.signal?.throwIfAborted();
    const answer = await held.rerun({ modes: { model: 'training', classes, seed } });
    if (answer.includes(null)) return [];
    draws.push(numbersOf(answer));
  }
  const replay = await replayed(held, { model: 'training', classes, seed: 0 }, stage);
  if (replay === null) return [];
  const { recorded, mine } = stage.comparison.answers;
  const scatter = scatterOf(flat(numbersOf(recorded)), flat(numbersOf(mine)), draws.map(flat));
  return [{ kind: 'random', layers: kinds.random, left: kinds.left, replay, scatter }];
}

async function replayed(
  held: HeldRun,
  modes: Modes,
  { samples, comparison }: ModeStage,
): Promise<ModeTrial['replay'] | null> {
  const { recorded, mine } = comparison.answers;
  const answer = await held.rerun({ modes });
  const [before, after] = [
    outputGaps(numbersOf(recorded), numbersOf(mine), samples.count),
    outputGaps(numbersOf(recorded), numbersOf(answer), samples.count),
  ];
  if (!before || !after || answer.includes(null)) return null;
  return {
    id: 'training mode',
    before: Math.max(...before),
    after: Math.max(...after),
    floor: Math.max(0, ...comparison.outputs.map(({ allowed }) => allowed)),
    samples: after.map((gap, index) => ({ index, before: before[index] ?? 0, after: gap })),
  };
}

const flat = (outputs: readonly Float64Array[]): Float64Array =>
  Float64Array.from(outputs.flatMap((values) => [...values]));

/** How far recorded values and single draws lie from the mean of draws, in deviations, and from what is predicted. */
function scatterOf(
  recorded: Float64Array,
  predicted: Float64Array,
  draws: readonly Float64Array[],
): NonNullable<ModeTrial['scatter']> {
  const own = draws.map((draw, i) => deviations(draw, draws.toSpliced(i, 1)));
  return {
    draws: draws.length,
    recorded: deviations(recorded, draws.slice(1)),
    least: Math.min(...own),
    most: Math.max(...own),
    recordedGap: rms(recorded, predicted),
    leastGap: Math.min(...draws.map((draw) => rms(draw, predicted))),
    mostGap: Math.max(...draws.map((draw) => rms(draw, predicted))),
  };
}

/** The root mean square, over values that vary, of how many deviations of `draws` a value lies from their mean. */
function deviations(values: Float64Array, draws: readonly Float64Array[]): number {
  let [sum, count] = [0, 0];
  for (const [i, value] of values.entries()) {
    const drawn = draws.map((draw) => draw[i] ?? Number.NaN);
    const mean = drawn.reduce((total, it) => total + it, 0) / drawn.length;
    const spread = Math.sqrt(drawn.reduce((total, it) => total + (it - mean) ** 2, 0) / (drawn.length - 1));
    if (!(spread > 1e-6 * Math.abs(mean))) continue;
    sum += ((value - mean) / spread) ** 2;
    count += 1;
  }
  return count === 0 ? Number.NaN : Math.sqrt(sum / count);
}

function rms(a: Float64Array, b: Float64Array): number {
  const total = a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0);
  return Math.sqrt(total / Math.max(1, a.length));
}
