import type { VariableRow } from '../../diff/index.ts';
import type { Report } from '../../report/index.ts';
import { STATE_LOOK } from '../ui/stateLook.ts';

/** A column that the list can be sorted by. */
export type SortKey = 'file' | 'name' | 'status' | 'size' | 'maxAbs' | 'maxRel' | 'differ';

/** Sorted how. */
export interface Sorting {
  readonly by: SortKey;
  readonly down: boolean;
}

/** A variable with its place in the report. */
export interface ListedVariable {
  readonly index: number;
  readonly row: VariableRow;
  readonly id: string;
  readonly size: number;
}

/** Number of values of a variable. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((product, axis) => product * axis, 1);
}

/** The variables on the list: filtered, then sorted. Unknown figures come last. */
export function variableList(
  report: Report,
  filter: string,
  only: boolean,
  sorting: Sorting,
): ListedVariable[] {
  const needle = filter.toLowerCase();
  const listed = report.variables.flatMap((row, index): ListedVariable[] => {
    const id = row.a ?? row.b ?? '';
    const calm = row.status === 'identical' || row.status === 'equal' || row.status === 'close';
    const hit = `${row.a ?? ''} ${row.b ?? ''}`.toLowerCase().includes(needle);
    return hit && !(only && calm) ? [{ index, row, id, size: sizeOfShape(row.shape) }] : [];
  });
  const sign = sorting.down ? -1 : 1;
  const { by } = sorting;
  if (by === 'file') return sorting.down ? listed.reverse() : listed;
  return listed.sort((x, y) => {
    const [left, right] = [sortValue(x, by), sortValue(y, by)];
    if (left === null || right === null) return left === right ? x.index - y.index : left === null ? 1 : -1;
    const order = typeof left === 'string' ? left.localeCompare(String(right)) : left - Number(right);
    return order === 0 ? x.index - y.index : sign * order;
  });
}

function sortValue(variable: ListedVariable, by: Exclude<SortKey, 'file'>): string | number | null {
  const { row } = variable;
  switch (by) {
    case 'name':
      return variable.id;
    case 'status':
      return STATE_LOOK[row.status].word;
    case 'size':
      return variable.size;
    case 'maxAbs':
      return row.maxAbs;
    case 'maxRel':
      return row.maxRel;
    case 'differ':
      return row.countDifferent;
  }
}
