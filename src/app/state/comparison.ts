import type { ReadFailure } from '../../model/index.ts';
import type { Progress } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';

/** A step of a comparison that is over. */
export interface StepDone {
  readonly step: Progress['step'];
  readonly ms: number;
}

/** What step the comparison is at. `report` holds what is known so far. */
export type Comparison =
  | { readonly step: 'none' }
  | {
      readonly step: 'running';
      readonly startedAt: number;
      readonly progress: Progress | null;
      readonly done: readonly StepDone[];
      readonly report: Report | null;
    }
  | { readonly step: 'done'; readonly report: Report; readonly ms: number }
  | { readonly step: 'stopped'; readonly progress: Progress | null; readonly report: Report | null }
  | { readonly step: 'failed'; readonly failure: ReadFailure; readonly report: Report | null }
  | { readonly step: 'opened'; readonly report: Report; readonly name: string };

/** The report that can be drawn, if any. */
export function reportOf(comparison: Comparison): Report | null {
  return comparison.step === 'none' ? null : comparison.report;
}

/** Puts a progress message in; a new step closes the one before. */
export function withProgress(
  running: Extract<Comparison, { step: 'running' }>,
  progress: Progress,
  now: number,
): Comparison {
  const before = running.progress;
  if (before === null || before.step === progress.step) return { ...running, progress };
  const spent = running.done.reduce((sum, step) => sum + step.ms, running.startedAt);
  return { ...running, progress, done: [...running.done, { step: before.step, ms: now - spent }] };
}
