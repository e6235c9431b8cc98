import type { Case, Finding, Judgement } from '../diagnose/index.ts';
import { isForeign } from '../keras/index.ts';
import type { LayerId, OpenModel } from '../model/index.ts';
import type { CustomLayers, RunComparison, RunRow } from '../run/index.ts';
import { isSupplied } from './customNotes.ts';

/** Layers of a model that a run takes as identity: asked for, without code in the file, and without supplied code. */
export function identityLayers(
  { artifact }: OpenModel,
  asked: readonly LayerId[] | undefined,
  supplied: CustomLayers | null | undefined,
): LayerId[] {
  const wanted = new Set(asked);
  return artifact.layers
    .filter((layer) => wanted.has(layer.id) && isForeign(layer) && !isSupplied(layer, supplied))
    .map(({ id }) => id);
}

/** `own` and `gate` were treated as identity. */
export function identityWords(identity: readonly LayerId[]): string {
  const names = identity.slice(0, 3).map((id) => `\`${id}\``);
  const more = identity.length - names.length;
  const listed = more > 0 ? [...names, `${more} more`] : names;
  const last = listed.pop();
  return `${listed.length > 0 ? `${listed.join(', ')} and ` : ''}${last} ${identity.length === 1 ? 'was' : 'were'} treated as identity`;
}

/**
 * What a verdict is worth when layers were treated as identity: what they compute was not seen, so agreement shows nothing
 * about them, and a gap counts only where the files differ too.
 */
export function withoutProof(
  judgement: Judgement,
  it: Case,
  filesDiffer: boolean,
  identity: readonly LayerId[],
): Judgement {
  if (identity.length === 0 || judgement.verdict === 'inconclusive') return judgement;
  if (judgement.verdict === 'different' && filesDiffer) return judgement;
  const samples = it.run?.inputs.samples ?? 0;
  const rest =
    judgement.verdict === 'different'
      ? 'The rest predicts differently, though nothing in the files differs.'
      : `With ${identity.length === 1 ? 'it' : 'them'} left out, the two predict the same on all ${samples} samples.`;
  return { verdict: 'inconclusive', missing: `${identityWords(identity)}. ${rest}` };
}

/** Findings that a replay proved, one grade lower: the replay ran past layers that nobody computed. */
export function withoutReplayProof(
  findings: readonly Finding[],
  identity: readonly LayerId[],
): readonly Finding[] {
  if (identity.length === 0) return findings;
  return findings.map((finding) => {
    const replayed = finding.evidence.some(({ figures }) => typeof figures.after === 'number');
    if (finding.grade !== 'proven' || !replayed) return finding;
    const says = `${identityWords(identity)} in this run, so that closing the gap is no proof.`;
    return {
      ...finding,
      grade: 'likely',
      evidence: [...finding.evidence, { says, on: [...identity], figures: {} }],
    };
  });
}

/**
 * A run in which the layers that were treated as identity do not count as run: their rows say so instead of `equal`, and
 * the coverage is less by them.
 */
export function withoutPassed(run: RunComparison, identity: readonly LayerId[]): RunComparison {
  if (identity.length === 0) return run;
  const passed = new Set(identity);
  const isPassed = ({ a, b }: RunRow) => (a !== null && passed.has(a)) || (b !== null && passed.has(b));
  const layers = run.layers.map((row) => (isPassed(row) ? unseen(row) : row));
  const lost = run.layers.filter((row) => isPassed(row) && row.verdict !== 'not-run').length;
  const born = layers.find(({ verdict }) => verdict === 'born');
  const first = run.firstDivergent;
  return {
    ...run,
    layers,
    coverage: { ...run.coverage, executed: run.coverage.executed - lost },
    firstDivergent: first !== null && passed.has(first) ? (born?.a ?? born?.b ?? null) : first,
  };
}

const NOTHING_SEEN = {
  maxAbs: null,
  relative: null,
  ownError: null,
  inputError: null,
  noiseFloor: null,
} as const;

function unseen(row: RunRow): RunRow {
  if (row.verdict === 'not-run') return row;
  const because =
    'Treated as identity, by choice: it handed its input on, and what it computes was not seen.';
  return { ...row, ...NOTHING_SEEN, nanA: 0, nanB: 0, verdict: 'not-run', because };
}
