import type { Finding } from '../../diagnose/index.ts';
import type { Report } from '../Report.ts';

/** One line of a proof chart. */
export interface ProofLine {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** What undoing a cause does to the gap: per sample where that was measured, else as a whole. */
export interface Proof {
  /** At most twelve, the largest gaps; in order of their samples. */
  readonly lines: readonly ProofLine[];
  /** How many samples were measured. */
  readonly total: number;
  /** Below this a gap is noise. */
  readonly floor: number;
}

const MOST = 12;

/** Reads the figures of a replay: `before`, `after`, `floor`, and per sample `before #3`, `after #3`. */
export function proofOf(finding: Finding, report: Report): Proof | null {
  const figures = replayOf(finding);
  if (figures === null) return null;
  const run = report.runs[0];
  const allowed = Math.max(1e-7, ...(run?.outputs.map((output) => output.allowed) ?? []));
  const floor = numberIn(figures, 'floor') ?? allowed;
  const lines = (run?.samples ?? []).flatMap((sample): ProofLine[] => {
    const after = numberIn(figures, `after #${sample.index}`);
    if (after === null) return [];
    const before = numberIn(figures, `before #${sample.index}`) ?? sample.gap;
    return [{ label: `#${sample.index}`, before, after }];
  });
  if (lines.length > 0) {
    const largest = new Set(lines.toSorted((x, y) => y.before - x.before).slice(0, MOST));
    return { lines: lines.filter((line) => largest.has(line)), total: lines.length, floor };
  }
  const [before, after] = [numberIn(figures, 'before'), numberIn(figures, 'after')];
  return before === null || after === null
    ? null
    : { lines: [{ label: 'gap', before, after }], total: 1, floor };
}

/** The gap of each sample after the best finding is undone, where that was measured. */
export function gapsAfter(report: Report): Map<number, number> {
  const figures = report.findings[0] === undefined ? null : replayOf(report.findings[0]);
  const known = (report.runs[0]?.samples ?? []).flatMap((sample): [number, number][] => {
    const after = figures === null ? null : numberIn(figures, `after #${sample.index}`);
    return after === null ? [] : [[sample.index, after]];
  });
  return new Map(known);
}

type Figures = Finding['evidence'][number]['figures'];

function replayOf(finding: Finding): Figures | null {
  return finding.evidence.find((evidence) => typeof evidence.figures.after === 'number')?.figures ?? null;
}

function numberIn(figures: Figures, key: string): number | null {
  const value = figures[key];
  return typeof value === 'number' ? value : null;
}
