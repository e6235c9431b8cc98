import type { VariableRow } from '../diff/index.ts';
import { type Case, outputsAgree } from './Case.ts';
import { isMaskOption } from './followingMasks.ts';
import { modeSuspects } from './modeSuspects.ts';
import { leftByMoves, movedRows } from './movedRoute.ts';
import { type OptionGroup, optionGroups, optionId } from './optionGroups.ts';
import { otherGroups } from './otherGroups.ts';
import type { Suspect } from './Replay.ts';
import { REWIRED, type RewiredLayer, rewiredLayers, rewiredMasks } from './rewiring.ts';
import { aloneLayers, CLASSES, changedClasses } from './rules/differentGraph.ts';
import { QUANTISED, roundedRows } from './rules/quantisedWeights.ts';

/** More replays than this tell little more and cost a run each. */
const MOST = 8;

const NOTHING = { weights: [], options: [], version: false } as const;

/** What is worth undoing: modes, moved, transformed and other weights, calls, classes, and every option that differs. */
export function suspectsOf(it: Case): Suspect[] {
  if (outputsAgree(it)) return [];
  const moved = [...movedRows(it), ...leftByMoves(it)];
  const weights = [
    ...weightSuspect('moved', moved),
    ...weightSuspect(
      'transformed',
      it.variables.filter(({ status }) => status === 'transformed'),
    ),
    ...otherGroups(it).flatMap(({ id, rows }) => weightSuspect(id, rows)),
  ];
  const quantised = weightSuspect(
    QUANTISED,
    roundedRows(it).map(({ row }) => row),
  );
  const options = optionGroups(it)
    .filter((group) => isSettable(it, group))
    .map(
      (group): Suspect => ({
        ...{ id: optionId(group), weights: [], options: group.sites },
        calls: isMaskOption(group.option.key) ? callsOf(rewiredMasks(it)) : [],
        version: typeof group.option.a === 'string' && group.option.a.includes(': '),
      }),
    );
  const all = [...modeSuspects(it), ...quantised, ...weights, ...callSuspect(it), ...classSuspect(it)];
  return [...all, ...options].slice(0, MOST);
}

function weightSuspect(id: string, rows: readonly VariableRow[]): Suspect[] {
  const weights = weightsOf(rows);
  return weights.length === 0 ? [] : [{ ...NOTHING, id, weights }];
}

/** Whether options can be given to B: those of Keras' layers, their words included; a table of the graph stays as it is. */
function isSettable({ b }: Case, { sites }: OptionGroup): boolean {
  const graph = new Set(b.layers.flatMap(({ id, kind }) => (kind === 'tensorflow' ? [id] : [])));
  return sites.every((site) => !graph.has(site.b));
}

/** Where each layer has a counterpart, B can be called as A is. */
function callSuspect(it: Case): Suspect[] {
  const calls = callsOf(rewiredLayers(it));
  return calls.length === 0 || aloneLayers(it).length > 0 ? [] : [{ ...NOTHING, id: REWIRED, calls }];
}

const callsOf = (rewired: readonly RewiredLayer[]): NonNullable<Suspect['calls']> =>
  rewired.flatMap(({ row: { a, b } }) => (a !== null && b !== null ? [{ a, b }] : []));

function classSuspect(it: Case): Suspect[] {
  const options = changedClasses(it).map(({ a, b }) => ({ a: a as string, b: b as string, key: null }));
  return options.length === 0 ? [] : [{ ...NOTHING, id: CLASSES, options }];
}

function weightsOf(rows: readonly VariableRow[]): Suspect['weights'] {
  return rows.filter(fits).map((row) => ({ a: row.a as string, b: row.b as string }));
}

function fits(row: VariableRow): boolean {
  return row.a !== null && row.b !== null && row.shape.join() === row.shapeB?.join();
}
