import { type Case, diagnose, differsInFiles, headline, judge, type Replay } from '../diagnose/index.ts';
import type { RouteResult } from '../keras/index.ts';
import type { LayerId, OpenModel } from '../model/index.ts';
import type { ModelSummary, Report } from '../report/index.ts';
import type { RunComparison } from '../run/index.ts';
import type { FileComparison } from './compareFiles.ts';
import type { InitialValues } from './initialValues.ts';
import type { CompareOptions } from './Pipeline.ts';
import {
  hasScaler,
  NO_SCALERS,
  preprocessedCase,
  type Scalers,
  scalerSettings,
  withMisfitNote,
} from './scalers.ts';
import { withoutProof, withoutReplayProof } from './standIns.ts';
import { summarize } from './summarize.ts';
import { MADE_BY } from './version.ts';

/** What a report is made of. */
export interface Ingredients {
  readonly a: OpenModel;
  readonly b: OpenModel;
  readonly files: FileComparison;
  readonly run: RunComparison | null;
  readonly replays: readonly Replay[];
  readonly tfjs?: NonNullable<Case['tfjs']>;
  /** Ways of loading A's file that leave what B holds; absent until the values were compared. */
  readonly loadings?: readonly RouteResult[];
  /** Which variables that differ look as at the start; absent until the values were compared. */
  readonly initial?: InitialValues;
  /** Preprocessing before the models, the same samples without it, and why they do not fit then. */
  readonly scalers?: Scalers;
  readonly without?: RunComparison | null;
  readonly misfit?: string | null;
  readonly options: CompareOptions;
  /** Layers that the run takes as identity. */
  readonly identity: readonly LayerId[];
  /** Hashes of both files; empty until they are known. */
  readonly sha256: { readonly a: string; readonly b: string };
}

/** What the rules look at. */
export function caseOf({ a, b, files, run, replays, loadings = [], tfjs = {}, ...more }: Ingredients): Case {
  return {
    a: a.artifact,
    b: b.artifact,
    layers: files.layers,
    variables: files.variables,
    run,
    replays,
    loadings,
    ...(more.initial ? { initial: more.initial } : {}),
    tfjs,
    preprocessing: preprocessedCase(more.scalers ?? NO_SCALERS, more.without ?? null),
  };
}

/** Judges, diagnoses and writes everything down. */
export function buildReport(ingredients: Ingredients): Report {
  const {
    a,
    b,
    files,
    run,
    options,
    sha256,
    scalers = NO_SCALERS,
    without = null,
    misfit = null,
  } = ingredients;
  const it = caseOf(ingredients);
  // One file before which preprocessing stands on one side does not predict the same.
  const sameFile = sha256.a !== '' && sha256.a === sha256.b && !hasScaler(scalers);
  const identity = run ? ingredients.identity : [];
  const judged = judge(it, sameFile);
  const judgement = sameFile ? judged : withoutProof(judged, it, differsInFiles(it), identity);
  const diagnosis = diagnose(it);
  const findings = withoutReplayProof(diagnosis.findings, identity);
  return {
    schema: 1,
    madeBy: MADE_BY,
    madeAt: new Date().toISOString(),
    verdict: judgement.verdict,
    headline: headline(it, judgement, findings),
    a: withOutputShapes(
      'a',
      summarize(withMisfitNote(a, scalers.a && misfit), sha256.a, blockedIn('a', run)),
      run,
    ),
    b: withOutputShapes(
      'b',
      summarize(withMisfitNote(b, scalers.b && misfit), sha256.b, blockedIn('b', run)),
      run,
    ),
    layers: files.layers,
    variables: files.variables,
    runs: [run, without].filter((it) => it !== null),
    findings,
    ruledOut: diagnosis.ruledOut,
    settings: { ...settingsOf(options, run, identity), ...scalerSettings(scalers) },
    redacted: [],
  };
}

/** Files do not state the shapes of outputs; a run shows them. The first axis counts samples. */
function withOutputShapes(side: 'a' | 'b', summary: ModelSummary, run: RunComparison | null): ModelSummary {
  const shapes = new Map(
    run?.outputs.map(({ name, shape, shapeB }) => [name, side === 'b' ? (shapeB ?? shape) : shape]),
  );
  const outputs = summary.outputs.map((output) => {
    const shape = shapes.get(output.name);
    return shape && output.shape.length === 0 ? { ...output, shape: [null, ...shape.slice(1)] } : output;
  });
  return { ...summary, outputs };
}

/** How the comparison was made. */
export function settingsOf(
  options: CompareOptions,
  run: RunComparison | null,
  identity: readonly LayerId[],
): Report['settings'] {
  const { samples, seed, backend, run: asked } = options;
  return {
    ...{ samples, seed, run: asked, backend: run?.backend ?? backend, tolerance: 'measured' as const },
    ...(identity.length > 0 ? { identity } : {}),
  };
}

/** Whether a side ran to its end, as far as the run shows. */
export function blockedIn(side: 'a' | 'b', run: RunComparison | null): ModelSummary['runs'] {
  const stopped = run?.coverage.stoppedAt;
  if (!stopped || stopped.side !== side) return { can: true };
  return { can: false, because: `${stopped.className} \`${stopped.layer}\`: ${stopped.because}` };
}
