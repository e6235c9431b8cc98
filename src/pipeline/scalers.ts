import type { Preprocessed } from '../diagnose/index.ts';
import { openPickle } from '../formats/index.ts';
import { type ByteSource, type OpenModel, ReadError, type ReadNote } from '../model/index.ts';
import { type Preprocessing, readPreprocessing } from '../preprocess/index.ts';
import type { Report } from '../report/index.ts';
import type { RunComparison } from '../run/index.ts';

/** A preprocessing file that was opened. */
export interface Scaler {
  readonly name: string;
  readonly preprocessing: Preprocessing;
}

/** Opens a preprocessing file: a pickle or joblib file of fitted scikit-learn transforms. Rejects with `ReadError`. */
export async function openScalerFile(source: ByteSource): Promise<Scaler> {
  return { name: source.name, preprocessing: readPreprocessing(await openPickle(source)) };
}

/** What stands before each side. */
export interface Scalers {
  readonly a: Scaler | null;
  readonly b: Scaler | null;
}

/** No preprocessing was given. */
export const NO_SCALERS: Scalers = { a: null, b: null };

/** Whether any side has preprocessing. */
export function hasScaler({ a, b }: Scalers): boolean {
  return a !== null || b !== null;
}

/** Refuses preprocessing where nothing runs: it changes inputs only, so it would be ignored silently. */
export function mustRunWith(scalers: Scalers, run: boolean): void {
  if (run || !hasScaler(scalers)) return;
  throw new ReadError(
    'unsupported-feature',
    'Preprocessing changes what the models are fed with, so it needs them to run: leave out --no-run.',
  );
}

/** The preprocessing as settings of a report: class, file, version. */
export function scalerSettings(scalers: Scalers): Pick<Report['settings'], 'scalers'> {
  if (!hasScaler(scalers)) return {};
  return { scalers: { a: wordsOf(scalers.a), b: wordsOf(scalers.b) } };
}

function wordsOf(scaler: Scaler | null): string | null {
  if (scaler === null) return null;
  const { label, version } = scaler.preprocessing;
  return `${label} (${scaler.name}${version === null ? '' : `, scikit-learn ${version}`})`;
}

/** The model, with a note about what its inputs go through, and what is to be known of that. */
export function withScalerNotes(model: OpenModel, scaler: Scaler | null): OpenModel {
  if (scaler === null) return model;
  const { preprocessing } = scaler;
  const message = `Its inputs go through ${wordsOf(scaler)}, computed in the type of the samples as scikit-learn computes it.`;
  const notes = [message, ...preprocessing.notes].map(
    (text): ReadNote => ({ code: 'preprocessing', message: text, where: null }),
  );
  const { artifact } = model;
  return { ...model, artifact: { ...artifact, notes: [...artifact.notes, ...notes] } };
}

/** The model, with a note that its samples cannot be fed without the preprocessing, and why. */
export function withMisfitNote(model: OpenModel, misfit: string | null): OpenModel {
  if (misfit === null) return model;
  const message = `What the gap would be without the preprocessing cannot be told: ${misfit}`;
  const { artifact } = model;
  const notes = [...artifact.notes, { code: 'preprocessing', message, where: null }];
  return { ...model, artifact: { ...artifact, notes } };
}

/** A run whose samples went through preprocessing on a side; unchanged where there is none. */
export function throughScalers<T extends RunComparison>(run: T, scalers: Scalers): T {
  if (!hasScaler(scalers)) return run;
  const label = (scaler: Scaler | null): string | null => scaler?.preprocessing.label ?? null;
  return { ...run, inputs: { ...run.inputs, through: { a: label(scalers.a), b: label(scalers.b) } } };
}

/** A run of the same samples without preprocessing. */
export function throughNothing<T extends RunComparison>(run: T): T {
  return { ...run, inputs: { ...run.inputs, through: { a: null, b: null } } };
}

/** What the rules are told. */
export function preprocessedCase(scalers: Scalers, without: RunComparison | null): Preprocessed | null {
  if (!hasScaler(scalers)) return null;
  const label = (scaler: Scaler | null): string | null => scaler?.preprocessing.label ?? null;
  return { a: label(scalers.a), b: label(scalers.b), without };
}
