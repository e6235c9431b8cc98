import { flipsOf, type Report, worstOutput } from '../../report/index.ts';
import { count, gap } from '../ui/figures.ts';

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
  const flips = report ? flipsOf(report) : null;
  return [
    {
      name: 'Largest gap',
      value: output && !output.shapeB ? gap(output.maxAbs) : '–',
      unit: output ? `${output.shapeB ? 'shapes differ in' : 'in'} ${output.name}` : '',
    },
    {
      name: 'Decisions flipped',
      value: flips === null ? '–' : count(flips),
      unit: run && flips !== null ? `of ${count(run.inputs.samples)} samples` : '',
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
