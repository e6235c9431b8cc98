import type { Finding } from '../../diagnose/index.ts';
import type { Report } from '../../report/index.ts';

/** One line of a proof chart. */
export interface ProofLine {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** What undoing a cause does to the gap: per sample where that was measured, else as a whole. */
export interface Proof {
  readonly lines: readonly ProofLine[];
  readonly total: number;
  /** Below this a gap is noise. */
  readonly floor: number;
}

const MOST = 12;

/** Reads the figures of a replay: `before`, `after`, `floor`, and per sample `before #3`, `after #3`. */
export function proofOf(finding: Finding, report: Report): Proof | null {
  const figures = finding.evidence.find((evidence) => typeof evidence.figures.after === 'number')?.figures;
  if (!figures) return null;
  const number = (key: string): number | null => {
    const value = figures[key];
    return typeof value === 'number' ? value : null;
  };
  const run = report.runs[0];
  const floor = number('floor') ?? Math.max(1e-7, ...(run?.outputs.map((output) => output.allowed) ?? []));
  const lines = (run?.samples ?? []).flatMap((sample): ProofLine[] => {
    const after = number(`after #${sample.index}`);
    if (after === null) return [];
    return [{ label: `#${sample.index}`, before: number(`before #${sample.index}`) ?? sample.gap, after }];
  });
  if (lines.length > 0) {
    const largest = [...lines].sort((x, y) => y.before - x.before).slice(0, MOST);
    return { lines: lines.filter((line) => largest.includes(line)), total: lines.length, floor };
  }
  const [before, after] = [number('before'), number('after')];
  return before === null || after === null
    ? null
    : { lines: [{ label: 'gap', before, after }], total: 1, floor };
}
