import type { VariableRow, VariableStatus } from '../diff/index.ts';
import { type Case, outputsAgree } from './Case.ts';
import { modeSuspects } from './modeSuspects.ts';
import { optionGroups, optionId } from './optionGroups.ts';
import type { Suspect } from './Replay.ts';
import { QUANTISED, roundedRows } from './rules/quantisedWeights.ts';

/** More replays than this tell little more and cost a run each. */
const MOST = 6;

/** What is worth undoing, one at a time: modes, moved, transformed and other weights, and every option that differs. */
export function suspectsOf(it: Case): Suspect[] {
  if (outputsAgree(it)) return [];
  const weights = (['moved', 'transformed', 'different'] as const).flatMap((status) =>
    weightSuspect(it, status),
  );
  const rounded = weightsOf(roundedRows(it).map(({ row }) => row));
  const quantised: Suspect[] =
    rounded.length === 0 ? [] : [{ id: QUANTISED, weights: rounded, options: [], version: false }];
  const options = optionGroups(it)
    .filter(({ option }) => option.key !== 'inputs')
    .map(
      (group): Suspect => ({
        id: optionId(group),
        weights: [],
        options: group.layers.flatMap(({ a, b }) => (a !== null && b !== null ? [{ a, b }] : [])),
        version: typeof group.option.a === 'string' && group.option.a.includes(': '),
      }),
    );
  return [...modeSuspects(it), ...quantised, ...weights, ...options].slice(0, MOST);
}

function weightSuspect(it: Case, status: VariableStatus): Suspect[] {
  const rounded = new Set(roundedRows(it).map(({ row }) => row));
  const weights = weightsOf(it.variables.filter((row) => row.status === status && !rounded.has(row)));
  return weights.length === 0 ? [] : [{ id: status, weights, options: [], version: false }];
}

function weightsOf(rows: readonly VariableRow[]): Suspect['weights'] {
  return rows.filter(fits).map((row) => ({ a: row.a as string, b: row.b as string }));
}

function fits(row: VariableRow): boolean {
  return row.a !== null && row.b !== null && row.shape.join() === row.shapeB?.join();
}
