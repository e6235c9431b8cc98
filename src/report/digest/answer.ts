import type { Finding, Grade } from '../../diagnose/index.ts';
import type { OutputRow } from '../../run/index.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatNumber } from '../words/formatNumber.ts';
import { outputWords } from './outputWords.ts';

/** The best explanation of the verdict; what TensorFlow.js makes of a model explains no gap between A and B. */
export function bestFinding({ findings }: Report): Finding | undefined {
  return findings.find(({ slug }) => slug !== 'tfjs-runtime');
}

/** How sure the best finding is; null when there is none. */
export function bestGrade(report: Report): Grade | null {
  return bestFinding(report)?.grade ?? null;
}

/** The reason below the headline: what the best proof says, or what the figures say; empty where the headline says it. */
export function reasonOf(report: Report): string {
  const best = bestFinding(report);
  if (best === undefined) return figuresReason(report);
  const proof = best.evidence.find((evidence) => typeof evidence.figures.after === 'number');
  const says = (proof ?? best.evidence[0])?.says ?? best.explanation;
  if (report.headline.includes(says)) return '';
  return proof ? withBold(says, [proof.figures.before, proof.figures.after]) : says;
}

function figuresReason(report: Report): string {
  if (report.verdict === 'inconclusive') return unseen(report);
  const output = worstOutput(report);
  if (output === null) return report.runs.length === 0 ? 'Nothing was run: the files alone decide.' : '';
  return gapSentence(output, report.b === null);
}

function gapSentence(output: OutputRow, againstRecord: boolean): string {
  if (output.shapeB) return outputWords(output).also.join(' ');
  const allowed = formatNumber(output.allowed);
  const gap = formatNumber(output.maxAbs);
  if (output.verdict === 'different')
    return `The largest gap is **${gap}**; up to ${allowed} would be float noise.`;
  if (output.nanA > 0 && output.nanA === output.nanB)
    return `**${formatCount(output.nanA)}** values of \`${output.name}\` are NaN, in both. Where there are numbers, the largest gap is ${gap}.`;
  if (output.maxAbs === 0) return 'Every prediction is the same, bit for bit.';
  const noise = againstRecord ? 'float noise' : 'the noise that A shows against itself on another backend';
  return `The largest gap is **${gap}**. Up to ${allowed} is ${noise}.`;
}

/** Why there is no answer: what stopped the run, or how much of it is unseen. */
function unseen(report: Report): string {
  const { executed, total, stoppedAt } = report.runs[0]?.coverage ?? { executed: 0, total: 0 };
  if (stoppedAt !== undefined) return stoppedAt.because;
  const missing = total - executed;
  if (report.b === null) return missing > 0 ? `${missing} of ${total} layers were not run.` : '';
  const compared = 'Weights and settings of all layers were compared.';
  return missing > 0
    ? `${compared} ${missing} of ${total} layers were not run, so the outputs are unseen.`
    : compared;
}

/** Sets figures in bold where a sentence names them. */
function withBold(says: string, figures: readonly (number | string | undefined)[]): string {
  const words = says.split(' ');
  for (const value of figures) {
    if (typeof value !== 'number') continue;
    const at = words.findIndex((word) => word.replace(/[,.;]$/, '') === formatNumber(value));
    const [word, bare] = [words[at], words[at]?.replace(/[,.;]$/, '')];
    if (word !== undefined && bare !== undefined) words[at] = `**${bare}**${word.slice(bare.length)}`;
  }
  return words.join(' ');
}

/** The output with the largest gap; one that has another shape in B is further apart than any. */
export function worstOutput(report: Report): OutputRow | null {
  const outputs = report.runs[0]?.outputs ?? [];
  return outputs.reduce<OutputRow | null>(
    (worst, one) => (worst !== null && apart(worst) >= apart(one) ? worst : one),
    null,
  );
}

const apart = ({ shapeB, maxAbs }: OutputRow): number => (shapeB ? Number.POSITIVE_INFINITY : maxAbs);

/** Decisions that change over all outputs; `null` where no output can be laid over its counterpart. */
export function flipsOf(report: Report): number | null {
  const fitting = (report.runs[0]?.outputs ?? []).filter(({ shapeB }) => !shapeB);
  return fitting.length === 0 ? null : fitting.reduce((sum, { flips }) => sum + flips, 0);
}

/** One of the facts beside the answer. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
}

/** Four facts: gap, flips, variables, layers. What was not measured is a dash. */
export function factsOf(report: Report): Fact[] {
  const run = report.runs[0];
  const output = worstOutput(report);
  const flips = flipsOf(report);
  const changed = changedVariables(report).length;
  const known = report.b !== null && report.variables.length > 0;
  return [
    {
      name: 'Largest gap',
      value: output === null ? '–' : outputWords(output).gap,
      unit: gapUnit(report, output),
    },
    {
      name: 'Decisions flipped',
      value: flips === null ? '–' : formatCount(flips),
      unit: run === undefined || flips === null ? '' : `of ${formatCount(run.inputs.samples)} samples`,
    },
    {
      name: 'Variables that differ',
      value: known ? formatCount(changed) : '–',
      unit: known ? `of ${formatCount(report.variables.length)}` : '',
    },
    {
      name: 'Layers run',
      value: run === undefined ? '–' : formatCount(run.coverage.executed),
      unit: run === undefined ? '' : `of ${formatCount(run.coverage.total)}`,
    },
  ];
}

function gapUnit({ runs }: Report, output: OutputRow | null): string {
  if (output === null) return runs.length === 0 ? 'nothing was run' : 'no output to compare';
  return output.shapeB ? `shapes differ in ${output.name}` : `in ${output.name}`;
}

/** Variables whose values are not the same. */
export function changedVariables(report: Report): Report['variables'] {
  return report.variables.filter((row) => row.status !== 'identical' && row.status !== 'equal');
}
