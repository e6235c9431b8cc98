import type { LayerRow, VariableRow } from '../../diff/index.ts';
import type { RunRow, RunVerdict } from '../../run/index.ts';
import type { Report } from '../Report.ts';
import type { StateName } from '../words/stateWords.ts';

/** A layer with everything that is known about it: its row, its worst call, its variables. */
export interface LayerEntry {
  readonly row: LayerRow;
  /** The gravest of its calls in the first run, null when it was not part of one. */
  readonly run: RunRow | null;
  readonly variables: readonly VariableRow[];
  /** Whether anything about it is not as in the other model. */
  readonly differs: boolean;
  /** The one word about it: how it fared when run, else what the files say. */
  readonly state: StateName;
}

const GRAVITY: readonly RunVerdict[] = [
  'equal',
  'noise',
  'absorbed',
  'not-run',
  'inherited',
  'amplified',
  'born',
];
const CALM_RUN: ReadonlySet<RunVerdict> = new Set(['equal', 'noise']);
const CALM_FILES: ReadonlySet<StateName> = new Set(['identical', 'equivalent']);

/** All layers of a report in its order, each beside its run. */
export function layerEntries(report: Report): LayerEntry[] {
  const runs = worstCalls(report.runs[0]?.layers ?? []);
  return report.layers.map((row) => {
    const run = runs.get(keyOf(row.a, row.b)) ?? null;
    const variables = row.variables.flatMap((index) => report.variables[index] ?? []);
    const calm = CALM_FILES.has(row.verdict) && (run === null || CALM_RUN.has(run.verdict)) && !otherNan(run);
    const state =
      run === null || (run.verdict === 'not-run' && row.verdict !== 'identical') ? row.verdict : run.verdict;
    return { row, run, variables, differs: !calm, state };
  });
}

/** A layer's name: A's, or B's where A has none. */
export function nameOf({ row }: LayerEntry): string {
  return row.a ?? row.b ?? '';
}

function otherNan(run: RunRow | null): boolean {
  return run !== null && run.nanA !== run.nanB;
}

function keyOf(a: string | null, b: string | null): string {
  return JSON.stringify([a, b]);
}

function worstCalls(rows: readonly RunRow[]): Map<string, RunRow> {
  const worst = new Map<string, RunRow>();
  for (const row of rows) {
    const key = keyOf(row.a, row.b);
    const before = worst.get(key);
    if (before === undefined || graver(row, before)) worst.set(key, row);
  }
  return worst;
}

function graver(one: RunRow, other: RunRow): boolean {
  const by = GRAVITY.indexOf(one.verdict) - GRAVITY.indexOf(other.verdict);
  return by > 0 || (by === 0 && (one.relative ?? 0) > (other.relative ?? 0));
}

const LOUD: ReadonlySet<StateName> = new Set(['born', 'amplified', 'different', 'moved', 'only-a', 'only-b']);

/** The entries that differ, at most so many: those where something starts are kept first, the order stays. */
export function differingEntries(entries: readonly LayerEntry[], most: number): LayerEntry[] {
  const differing = entries.filter((entry) => entry.differs);
  if (differing.length <= most) return differing;
  const rank = (entry: LayerEntry): number => (LOUD.has(entry.state) || LOUD.has(entry.row.verdict) ? 0 : 1);
  const kept = new Set(differing.toSorted((x, y) => rank(x) - rank(y)).slice(0, most));
  return differing.filter((entry) => kept.has(entry));
}
