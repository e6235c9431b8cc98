import type { Transform, VariableRow } from '../diff/index.ts';
import type { Case } from './Case.ts';
import type { Finding } from './Finding.ts';
import { EQUAL } from './innocent.ts';
import type { Judgement } from './judge.ts';
import { listed } from './listed.ts';
import { permutedPorts } from './rules/portsPermuted.ts';

/** From this part of the gap on, the place of a difference is told though how it came about is not known. */
const MOSTLY = 0.5;

/** The answer as one plain sentence. */
export function headline(it: Case, { verdict, missing }: Judgement, findings: readonly Finding[]): string {
  if (verdict === 'identical') {
    return `The same computation and the same bytes, in all ${it.variables.length.toLocaleString('en')} variables.`;
  }
  if (verdict === 'inconclusive') return missing ?? 'Not enough could be run or read to say.';
  const elsewhere = findings.find(({ slug }) => slug === 'tfjs-runtime');
  const inBrowser = elsewhere?.title ?? refusedByTfjs(it);
  const scaler = findings.find(({ slug }) => slug === 'external-scaler');
  if (verdict === 'equivalent' && scaler) return `${scaler.title}.`;
  const origin = findings.find(({ slug }) => slug === 'rebuilt-order');
  if (verdict === 'equivalent' && origin) return firstSentence(origin);
  if (verdict === 'equivalent')
    return inBrowser ? `As Keras runs them the two predict the same. ${inBrowser}.` : equivalent(it);
  const best = findings.find((it) => it !== elsewhere && it.slug !== 'tfjs-runtime');
  const told = best && (best.grade === 'proven' || best.grade === 'likely' || (best.share ?? 0) >= MOSTLY);
  return told ? firstSentence(best) : withoutCause(it);
}

/** A layers model that gives no predictions in a browser, though Keras runs it. */
function refusedByTfjs({ tfjs }: Case): string | null {
  const sides = (['a', 'b'] as const).filter((side) => tfjs?.[side]?.kind === 'refused');
  if (sides.length === 0) return null;
  return `TensorFlow.js cannot run ${sides.map((side) => side.toUpperCase()).join(' and ')}`;
}

function equivalent(it: Case): string {
  const [ports] = permutedPorts(it.a, it.b);
  if (ports)
    return `By name the two predict the same. As a list they do not: B has its ${ports} in another order.`;
  if (!it.run) return 'Nothing that changes a prediction differs.';
  const unequal = it.variables.filter((row) => !EQUAL.has(row.status) && !takesNoPart(row, it));
  if (unequal.length > 0 && unequal.every(isReordered))
    return 'The weights are stored in another order. The function is the same.';
  const apart = unequal.filter((row) => !isReordered(row)).map((row) => row.a ?? row.b ?? '');
  if (apart.length > 0)
    return `The two predict the same on all ${it.run.inputs.samples} samples, though ${listed(apart)} differ${apart.length === 1 ? 's' : ''}.`;
  if (it.run.outputs.some((output) => output.nanA > 0)) return nanOnBothSides(it.run.outputs);
  const unasked = it.a.holds === 'weights' ? it.variables.filter((row) => row.b === null) : [];
  if (unasked.length > 0)
    return `B holds what its layers ask A’s file for. The file holds ${unasked.length.toLocaleString('en')} more variable${unasked.length === 1 ? '' : 's'}, so it was saved from another architecture.`;
  return 'Nothing is wrong. The two predict the same, up to float noise.';
}

/** Counters and the like, which no layer holds. */
function takesNoPart(row: VariableRow, { a, b }: Case): boolean {
  const found = a.variables.find(({ id }) => id === row.a) ?? b.variables.find(({ id }) => id === row.b);
  return found?.purpose === 'other' && found.layer === null;
}

const REORDERINGS: ReadonlySet<Transform> = new Set<Transform>([
  'transposed',
  'reshaped',
  'flipped',
  'gates-permuted',
  'rows-permuted',
  'columns-permuted',
]);

/** Whether B holds the same values, elsewhere or in another order. */
function isReordered({ status, transform }: VariableRow): boolean {
  return (
    status === 'moved' || (status === 'transformed' && transform !== undefined && REORDERINGS.has(transform))
  );
}

/** NaN equals NaN, but a model that predicts NaN is not fine. */
function nanOnBothSides(outputs: readonly { readonly name: string; readonly nanA: number }[]): string {
  const names = outputs.filter(({ nanA }) => nanA > 0).map(({ name }) => name);
  return `The two predict the same, and both predict NaN in ${listed(names)}: the weights or the inputs are damaged on both sides.`;
}

function firstSentence({ cause, slug, title, explanation, where }: Finding): string {
  if (slug === 'rebuilt-order' || cause === 'C03' || cause === 'C05') return `${explanation.split('. ')[0]}.`;
  if (title.includes('`') || where.length === 0) return `${title}.`;
  return `${title}, in ${listed(where)}.`;
}

function withoutCause({ run }: Case): string {
  if (!run || run.outputs.length === 0) return 'The files differ in something that changes predictions.';
  if (run.firstDivergent === null) return 'They predict differently, and the files do not say why.';
  return `They predict differently, and the files do not say why. The gap starts at \`${run.firstDivergent}\`.`;
}
