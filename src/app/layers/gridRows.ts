import type { LayerRow, VariableRow } from '../../diff/index.ts';
import type { Report } from '../../report/index.ts';
import type { RunRow } from '../../run/index.ts';
import type { StateName } from '../ui/stateLook.ts';

/** The largest errors of a layer, or of all layers in a block. */
export interface Errors {
  readonly own: number | null;
  readonly input: number | null;
  readonly out: number | null;
  readonly floor: number | null;
}

/** A line of the layer grid: a pair of layers with what is known about it. */
export interface GridRow {
  /** Its place in `Report.layers`. */
  readonly index: number;
  readonly layer: LayerRow;
  readonly run: RunRow | null;
  readonly state: StateName;
  /** Row of the block that holds it, −1 at the top. */
  readonly parent: number;
  /** The row after its last descendant. */
  readonly end: number;
  readonly block: boolean;
  /** Names without the parent's path; null when there is no such layer. */
  readonly nameA: string | null;
  readonly nameB: string | null;
  /** Whether something starts here, in the files or in the run. */
  readonly differs: boolean;
  readonly errors: Errors;
  readonly variables: readonly VariableRow[];
}

const known = new WeakMap<Report, readonly GridRow[]>();

/** The rows of a report's layer grid, in graph order. Worked out once per report: several views ask for them. */
export function gridRows(report: Report): readonly GridRow[] {
  const rows = known.get(report) ?? buildRows(report);
  known.set(report, rows);
  return rows;
}

function buildRows(report: Report): GridRow[] {
  const runs = runsByLayer(report);
  const open: number[] = [];
  const drafts = report.layers.map((layer, index) => {
    open.length = Math.min(open.length, layer.depth);
    const parent = open.at(-1) ?? -1;
    if (layer.kind === 'model') open[layer.depth] = index;
    return { index, layer, parent };
  });
  const ends = drafts.map((draft) => draft.index + 1);
  for (const draft of [...drafts].reverse()) {
    const end = ends[draft.index] ?? 0;
    if (draft.parent >= 0) ends[draft.parent] = Math.max(ends[draft.parent] ?? 0, end);
  }
  const rows = drafts.map(({ index, layer, parent }): GridRow => {
    const run = runs.get(`a:${layer.a}`) ?? runs.get(`b:${layer.b}`) ?? null;
    const holder = parent >= 0 ? (report.layers[parent] ?? null) : null;
    const end = ends[index] ?? index + 1;
    const state = stateOf(layer, run);
    return {
      index,
      layer,
      run,
      state,
      parent,
      end,
      block: layer.kind === 'model' && end > index + 1,
      nameA: shortName(layer.a, holder?.a ?? null),
      nameB: shortName(layer.b, holder?.b ?? null),
      differs: startsHere(layer, state),
      errors: errorsOf(run),
      variables: layer.variables.flatMap((at) => report.variables[at] ?? []),
    };
  });
  return rows.map((row) => (row.block ? withRollUp(row, rows.slice(row.index + 1, row.end)) : row));
}

/** The worst call of every layer, by side and path. */
function runsByLayer(report: Report): Map<string, RunRow> {
  const worst = new Map<string, RunRow>();
  const keep = (key: string, row: RunRow) => {
    const known = worst.get(key);
    if (!known || (row.relative ?? -1) > (known.relative ?? -1)) worst.set(key, row);
  };
  for (const row of report.runs[0]?.layers ?? []) {
    if (row.a !== null) keep(`a:${row.a}`, row);
    if (row.b !== null) keep(`b:${row.b}`, row);
  }
  return worst;
}

function stateOf(layer: LayerRow, run: RunRow | null): StateName {
  if (layer.verdict === 'only-a' || layer.verdict === 'only-b') return layer.verdict;
  return run?.verdict ?? layer.verdict;
}

const STARTS: ReadonlySet<StateName> = new Set([
  'born',
  'amplified',
  'different',
  'moved',
  'only-a',
  'only-b',
]);

function startsHere(layer: LayerRow, state: StateName): boolean {
  if (layer.kind === 'model') return layer.verdict === 'only-a' || layer.verdict === 'only-b';
  return STARTS.has(state) || layer.verdict === 'different' || layer.verdict === 'moved';
}

function shortName(id: string | null, holder: string | null): string | null {
  return id !== null && holder !== null && id.startsWith(`${holder}/`) ? id.slice(holder.length + 1) : id;
}

function errorsOf(run: RunRow | null): Errors {
  return {
    own: run?.ownError ?? null,
    input: run?.inputError ?? null,
    out: run?.relative ?? null,
    floor: run?.noiseFloor ?? null,
  };
}

function withRollUp(row: GridRow, inside: readonly GridRow[]): GridRow {
  const most = (pick: (errors: Errors) => number | null) => {
    let largest: number | null = null;
    for (const one of inside) {
      const value = pick(one.errors);
      if (value !== null && (largest === null || value > largest)) largest = value;
    }
    return largest;
  };
  return {
    ...row,
    errors: {
      own: most((errors) => errors.own),
      input: most((errors) => errors.input),
      out: most((errors) => errors.out),
      floor: most((errors) => errors.floor),
    },
    variables: inside.flatMap((one) => one.variables),
  };
}

/** Layers of a block, and how many of them differ by themselves. */
export function rollUp(rows: readonly GridRow[], block: GridRow): { total: number; differ: number } {
  const inside = rows.slice(block.index + 1, block.end).filter((row) => !row.block);
  return { total: inside.length, differ: inside.filter((row) => row.differs).length };
}

/** Finds a row by the path of its layer in A, or else in B. */
export function findRow(rows: readonly GridRow[], path: string | null): GridRow | null {
  if (path === null) return null;
  return rows.find((row) => row.layer.a === path) ?? rows.find((row) => row.layer.b === path) ?? null;
}

/** The path that names a row in the address. */
export function pathOf(row: GridRow): string {
  return row.layer.a ?? row.layer.b ?? '';
}
