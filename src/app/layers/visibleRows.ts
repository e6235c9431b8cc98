import type { GridRow } from './gridRows.ts';

/** What narrows the grid. */
export interface Narrowing {
  readonly filter: string;
  readonly only: boolean;
  /** A state's name, or `any`. */
  readonly state: string;
  readonly folded: ReadonlySet<number>;
}

/** The rows that are on the list, as indices into `rows`. A match brings the blocks that hold it. */
export function visibleRows(rows: readonly GridRow[], narrowing: Narrowing): number[] {
  const { filter, only, state, folded } = narrowing;
  if (filter === '' && !only && state === 'any') return unfolded(rows, folded);
  const needle = filter.toLowerCase();
  const shown = new Set<number>();
  for (const row of rows) {
    if (!matches(row, needle, only, state)) continue;
    for (let at = row.index; at >= 0 && !shown.has(at); at = rows[at]?.parent ?? -1) shown.add(at);
  }
  return [...shown].sort((x, y) => x - y);
}

function unfolded(rows: readonly GridRow[], folded: ReadonlySet<number>): number[] {
  const out: number[] = [];
  for (let at = 0; at < rows.length; ) {
    out.push(at);
    at = folded.has(at) ? (rows[at]?.end ?? at + 1) : at + 1;
  }
  return out;
}

function matches(row: GridRow, needle: string, only: boolean, state: string): boolean {
  if (only && !row.differs) return false;
  if (state !== 'any' && (row.block || row.state !== state)) return false;
  if (needle === '') return !row.block || !only;
  const { a, b, className, detail } = row.layer;
  return `${a ?? ''}\n${b ?? ''}\n${className} ${detail}`.toLowerCase().includes(needle);
}
