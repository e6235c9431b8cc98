import { type Replay, suspectsOf } from '../diagnose/index.ts';
import { type OpenModel, ReadError } from '../model/index.ts';
import type { RunComparison } from '../run/index.ts';
import { buildReport, caseOf, type Ingredients } from './buildReport.ts';
import type { Comparison } from './Comparison.ts';
import { compareFiles } from './compareFiles.ts';
import { compareReference } from './compareReference.ts';
import { withCustomNotes, withIdentityNotes } from './customNotes.ts';
import { withNotes } from './engineNotes.ts';
import { explainingRoutes } from './explainingRoutes.ts';
import { initialValues } from './initialValues.ts';
import type { CompareOptions, Listener } from './Pipeline.ts';
import { type Runs, runBoth } from './runBoth.ts';
import { mustRunWith, withScalerNotes } from './scalers.ts';
import type { RunHost, Slots } from './slots.ts';
import { identityLayers } from './standIns.ts';
import { tfjsNotes } from './tfjsNotes.ts';

/** The order of the steps: borrow, align, compare values, run, diagnose, report. Rejects with `ReadError` or `AbortError`. */
export async function compare(
  slots: Slots,
  options: CompareOptions,
  host: RunHost,
  listener: Listener,
  signal?: AbortSignal,
): Promise<Comparison> {
  if (!slots.a) throw new ReadError('missing-part', 'Model A is missing.');
  const scalers = { a: slots['scaler-a'], b: slots['scaler-b'] };
  mustRunWith(scalers, options.run);
  if (!slots.b)
    return compareReference(withCustomNotes(slots.a, host.custom), slots, options, host, listener, signal);
  const opened = borrowed(slots.a, slots.b);
  const passed = opened.map((model) =>
    options.run ? identityLayers(model, options.identity, host.custom) : [],
  );
  const [a, b] = opened.map((model, side) =>
    withScalerNotes(
      withIdentityNotes(withCustomNotes(model, host.custom), passed[side] ?? []),
      side === 0 ? scalers.a : scalers.b,
    ),
  ) as Pair;
  const files = await compareFiles({ a, b }, options, listener, signal);
  const sha = { a: '', b: '' };
  const identity = [...new Set(passed.flat())];
  const loadings = await explainingRoutes(a, b, files.variables, signal);
  const initial = await initialValues(a, b, files.variables, signal);
  const known: Ingredients = {
    a,
    b,
    files,
    loadings,
    initial,
    run: null,
    replays: [],
    options,
    identity,
    scalers,
    sha256: sha,
  };
  listener.onReport?.(buildReport(known), false);
  const runs = options.run ? await runBoth(a, b, files, slots, options, host, listener, signal) : null;
  const tfjs = runs ? await runs.asTfjs() : {};
  const engines = runs ? await runs.engineNotes() : { a: [], b: [] };
  const ran: Ingredients = {
    ...known,
    a: withNotes(a, [...engines.a, ...tfjsNotes(tfjs.a)]),
    b: withNotes(b, [...engines.b, ...tfjsNotes(tfjs.b)]),
    ...{ run: runs?.comparison ?? null, without: runs?.without ?? null, misfit: runs?.misfit ?? null, tfjs },
  };
  const replays = runs ? await replayed(runs, ran, listener) : [];
  const sha256 = { a: await hashed('a', a, listener, signal), b: await hashed('b', b, listener, signal) };
  listener.onProgress?.({ step: 'report', says: 'Writing the report.', done: 2, total: 3 });
  const report = buildReport({ ...ran, replays, sha256 });
  listener.onReport?.(report, true);
  return { report, a, b, activation: activationOf(runs) };
}

/** The SHA-256 by which a report names a file: of some gigabytes it takes a while. */
async function hashed(
  side: 'a' | 'b',
  { tensors }: OpenModel,
  { onProgress }: Listener,
  signal?: AbortSignal,
): Promise<string> {
  const says = `Hashing ${side.toUpperCase()}, which the report names by its SHA-256.`;
  onProgress?.({ step: 'report', says, done: side === 'a' ? 0 : 1, total: 3 });
  const sha256 = await tensors.fingerprint();
  signal?.throwIfAborted();
  return sha256;
}

/** A static finding is a suspect, a replay is a proof: each suspect is undone once. */
function replayed(runs: Runs, ingredients: Ingredients, listener: Listener): Promise<Replay[]> {
  const suspects = suspectsOf(caseOf(ingredients));
  if (suspects.length > 0) {
    listener.onProgress?.({
      step: 'run',
      says: 'Undoing the suspects, one at a time.',
      done: 0,
      total: suspects.length,
    });
  }
  return runs.replay(suspects);
}

function activationOf(runs: Runs | null): Comparison['activation'] {
  return runs && ((row, sample) => runs.activation(rowOf(runs.comparison, row), sample));
}

function rowOf(comparison: RunComparison, row: number): RunComparison['layers'][number] {
  const found = comparison.layers[row];
  if (!found) throw new ReadError('missing-part', 'There is no such layer in the run.');
  return found;
}

type Pair = [OpenModel, OpenModel];

/** Weights without an architecture take that of the other side. */
function borrowed(a: OpenModel, b: OpenModel): Pair {
  if (a.borrow && b.artifact.config) return [a.borrow(b.artifact), b];
  if (b.borrow && a.artifact.config) return [a, b.borrow(a.artifact)];
  return [a, b];
}
