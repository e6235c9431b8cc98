import { sizeOf, toNumbers, type Variable } from '../model/index.ts';
import { countBins, rangeOf } from './histogram.ts';
import type { VariableRow } from './VariableRow.ts';
import type { Models, Watch } from './variableRows.ts';

const BINS = 32;
/** Rows beyond this many go without: a report is to be read. */
const MOST_ROWS = 200;
/** Larger tensors are drawn when somebody opens them, not for all. */
const MOST_ELEMENTS = 4_194_304;

/** Adds a histogram over one shared range to the rows that differ, as far as a report has room. */
export async function withHistograms(
  models: Models,
  rows: readonly VariableRow[],
  watch: Watch = {},
): Promise<VariableRow[]> {
  const byIdA = new Map(models.a.artifact.variables.map((it) => [it.id, it]));
  const byIdB = new Map(models.b.artifact.variables.map((it) => [it.id, it]));
  const drawn: VariableRow[] = [];
  let room = MOST_ROWS;
  for (const row of rows) {
    const wanted =
      DRAWN.has(row.status) && sizeOf(row.shape) > 1 && sizeOf(row.shape) <= MOST_ELEMENTS && room > 0;
    if (wanted) room--;
    watch.signal?.throwIfAborted();
    drawn.push(wanted ? await draw(row, models, byIdA.get(row.a ?? ''), byIdB.get(row.b ?? '')) : row);
  }
  return drawn;
}

const DRAWN = new Set(['different', 'moved', 'transformed', 'close']);

async function draw(
  row: VariableRow,
  models: Models,
  a: Variable | undefined,
  b: Variable | undefined,
): Promise<VariableRow> {
  if (!a || !b) return row;
  const [x, y] = await Promise.all([models.a.tensors.read(a), models.b.tensors.read(b)]);
  const [left, right] = [toNumbers(x), toNumbers(y)];
  if (!left || !right) return row;
  const [from, to] = rangeOf(left, right);
  return {
    ...row,
    histogram: { from, to, a: countBins(left, from, to, BINS), b: countBins(right, from, to, BINS) },
  };
}
