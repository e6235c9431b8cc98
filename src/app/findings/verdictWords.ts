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

/** How sure the best cause is, if there is one. */
export function bestGrade(report: Report): Grade | null {
  const grade = report.findings[0]?.grade ?? null;
  return grade === 'ask' ? null : grade;
}

/** The reason line below the answer: what the best proof says, or what the figures say. */
export function reasonOf(report: Report): string {
  const best = report.findings[0];
  const proof = best?.evidence.find((evidence) => typeof evidence.figures.after === 'number');
  if (best) return (proof ?? best.evidence[0])?.says ?? best.explanation;
  const output = worstOutput(report);
  if (!output) return report.runs.length === 0 ? 'Nothing was run; the files alone decide.' : '';
  if (output.verdict === 'different') {
    return `The largest gap is **${gap(output.maxAbs)}**; up to ${gap(output.allowed)} would be float noise.`;
  }
  if (output.maxAbs === 0) return 'Every prediction is the same, bit for bit.';
  return `The largest gap is **${gap(output.maxAbs)}**. Up to ${gap(output.allowed)} is the noise that A shows against itself on another backend.`;
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
  const flips = run?.outputs.reduce((sum, one) => sum + one.flips, 0);
  return [
    {
      name: 'Largest gap',
      value: output ? gap(output.maxAbs) : '–',
      unit: output ? `in ${output.name}` : '',
    },
    {
      name: 'Decisions flipped',
      value: flips === undefined ? '–' : count(flips),
      unit: run ? `of ${count(run.inputs.samples)} samples` : '',
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
