import type { Grade } from '../../diagnose/index.ts';
import type { Report, Verdict } from '../../report/index.ts';
import type { OutputRow } from '../../run/index.ts';
import { count, gap } from '../ui/figures.ts';

/** The verdict's word, for the banner. */
export const VERDICT_WORD: Readonly<Record<Verdict, string>> = {
  identical: 'Identical',
  equivalent: 'Equivalent',
  different: 'Different',
  inconclusive: 'Inconclusive',
};

/** The best explanation of the verdict; what TensorFlow.js makes of a model explains no gap between A and B. */
const bestFinding = ({ findings }: Report) => findings.find(({ slug }) => slug !== 'tfjs-runtime');

/** How sure the best cause is, if there is one. */
export function bestGrade(report: Report): Grade | null {
  const grade = bestFinding(report)?.grade ?? null;
  return grade === 'ask' ? null : grade;
}

/** The reason line below the answer: what the best proof says, or what the figures say. */
export function reasonOf(report: Report): string {
  const best = bestFinding(report);
  const proof = best?.evidence.find((evidence) => typeof evidence.figures.after === 'number');
  if (best && proof) return withBold(proof.says, [proof.figures.before, proof.figures.after]);
  if (best) return best.evidence[0]?.says ?? best.explanation;
  if (report.verdict === 'inconclusive') return unseenWords(report);
  const output = worstOutput(report);
  if (!output) return report.runs.length === 0 ? 'Nothing was run; the files alone decide.' : '';
  if (output.verdict === 'different') {
    return `The largest gap is **${gap(output.maxAbs)}**; up to ${gap(output.allowed)} would be float noise.`;
  }
  if (output.nanA > 0 && output.nanA === output.nanB) {
    return `**${count(output.nanA)}** values of \`${output.name}\` are NaN, in both. Where there are numbers, the largest gap is ${gap(output.maxAbs)}.`;
  }
  if (output.maxAbs === 0) return 'Every prediction is the same, bit for bit.';
  return `The largest gap is **${gap(output.maxAbs)}**. Up to ${gap(output.allowed)} is the noise that A shows against itself on another backend.`;
}

/** Sets figures in bold where a sentence names them. */
function withBold(says: string, figures: readonly (number | string | undefined)[]): string {
  const words = says.split(' ');
  for (const value of figures) {
    if (typeof value !== 'number') continue;
    const at = words.findIndex((word) => word.replace(/[,.;]$/, '') === gap(value));
    const [word, bare] = [words[at], words[at]?.replace(/[,.;]$/, '')];
    if (word !== undefined && bare !== undefined) words[at] = `**${bare}**${word.slice(bare.length)}`;
  }
  return words.join(' ');
}

function unseenWords(report: Report): string {
  const { executed = 0, total = 0 } = report.runs[0]?.coverage ?? {};
  const unseen = total - executed;
  if (report.b === null) return unseen > 0 ? `${unseen} of ${total} layers were not run.` : '';
  const compared = 'Weights and settings of all layers were compared.';
  return unseen > 0
    ? `${compared} ${unseen} of ${total} layers were not run, so the outputs are unseen.`
    : compared;
}

/** The output with the largest gap. */
export function worstOutput(report: Report): OutputRow | null {
  const outputs = report.runs[0]?.outputs ?? [];
  return outputs.reduce<OutputRow | null>(
    (worst, one) => (worst && worst.maxAbs >= one.maxAbs ? worst : one),
    null,
  );
}

/** One of the four facts beside the answer. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly mono?: boolean;
}

/** Four facts, in fixed places. What is not known yet is a dash. */
export function factsOf(report: Report | null): Fact[] {
  const run = report?.runs[0];
  const output = report ? worstOutput(report) : null;
  const flips = output === null ? undefined : run?.outputs.reduce((sum, one) => sum + one.flips, 0);
  return [
    {
      name: 'Largest gap',
      value: output ? gap(output.maxAbs) : '–',
      unit: output ? `in ${output.name}` : '',
    },
    {
      name: 'Decisions flipped',
      value: flips === undefined ? '–' : count(flips),
      unit: run && output ? `of ${count(run.inputs.samples)} samples` : '',
    },
    run?.firstDivergent || !output
      ? { name: 'First difference', value: run?.firstDivergent ?? '–', unit: '', mono: true }
      : { name: 'Allowed as noise', value: gap(output.allowed), unit: 'measured' },
    {
      name: 'Layers run',
      value: run ? count(run.coverage.executed) : '–',
      unit: run ? `of ${count(run.coverage.total)}` : '',
    },
  ];
}
