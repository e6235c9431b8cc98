import type { VariableRow } from '../diff/index.ts';
import type { RouteResult } from '../keras/index.ts';
import type { Case } from './Case.ts';
import { loadedBy } from './loadedBy.ts';

/** Variables that hold, bit for bit, the values of other variables of A. */
export function movedRows({ variables }: Pick<Case, 'variables'>): VariableRow[] {
  return variables.filter((row) => row.status === 'moved' && row.movedFrom !== undefined);
}

/** The plainest way of loading A's file that explains every moved value. */
export function movedRoute(it: Case): RouteResult | null {
  const rows = movedRows(it);
  if (rows.length === 0) return null;
  return loadedBy(it, ({ variables }) => {
    const from = new Map(variables.map((one) => [one.variable, one.from]));
    return rows.every((row) => row.b !== null && from.get(row.b) === row.movedFrom);
  });
}

/** Variables with other values that the load which moved others left as they were: no cause of their own. */
export function leftByMoves(it: Case): VariableRow[] {
  const route = movedRoute(it);
  if (route === null) return [];
  const left = new Set(route.variables.filter(({ from }) => from === null).map(({ variable }) => variable));
  return it.variables.filter((row) => row.status === 'different' && left.has(row.b ?? ''));
}
