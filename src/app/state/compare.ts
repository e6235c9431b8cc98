import type { Pipeline } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';
import { reportOf, withProgress } from './comparison.ts';
import { look, usePage } from './page.ts';

/** Brings the first difference of a fresh report under the selection, unless the address asks for another layer. */
export function selectFirst(report: Report): void {
  const first = report.runs[0]?.firstDivergent ?? null;
  if (first !== null && usePage.getState().view.layer === null) look({ layer: first });
}

/** Starts and stops comparisons, one at a time, and keeps the store told. */
export function createComparer(pipeline: Pipeline): { compare(): Promise<void>; cancel(): void } {
  let current: AbortController | null = null;

  const cancel = () => {
    if (current === null) return;
    current.abort();
    current = null;
    usePage.setState(({ comparison }) =>
      comparison.step === 'running'
        ? { comparison: { step: 'stopped', progress: comparison.progress, report: comparison.report } }
        : {},
    );
  };

  const compare = async () => {
    cancel();
    const mine = new AbortController();
    current = mine;
    const startedAt = performance.now();
    usePage.setState({
      comparison: { step: 'running', startedAt, progress: null, done: [], report: null },
      notice: null,
      inside: null,
    });
    const whileMine = (change: () => void) => {
      if (current === mine) change();
    };
    const { choices, pairs, identity } = usePage.getState();
    const map = pairs.map(({ a, b }) => ({ a: [a], b: [b] }));
    const result = await pipeline.compare(
      { ...choices, run: true, map, identity },
      {
        onProgress: (progress) =>
          whileMine(() =>
            usePage.setState(({ comparison }) =>
              comparison.step === 'running'
                ? { comparison: withProgress(comparison, progress, performance.now()) }
                : {},
            ),
          ),
        onReport: (report, complete) =>
          whileMine(() =>
            usePage.setState(({ comparison }) =>
              comparison.step === 'running' && !complete ? { comparison: { ...comparison, report } } : {},
            ),
          ),
      },
      mine.signal,
    );
    whileMine(() => {
      current = null;
      const report = reportOf(usePage.getState().comparison);
      if (result.ok) selectFirst(result.value);
      usePage.setState({
        comparison: result.ok
          ? { step: 'done', report: result.value, ms: performance.now() - startedAt }
          : { step: 'failed', failure: result.failure, report },
      });
    });
  };

  return { compare, cancel };
}
