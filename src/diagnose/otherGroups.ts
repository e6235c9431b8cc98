import type { VariableRow } from '../diff/index.ts';
import type { Initial } from '../keras/index.ts';
import { groupBy, isFloat, type LayerId } from '../model/index.ts';
import type { Case } from './Case.ts';
import { leftByMoves } from './movedRoute.ts';
import { roundedRows } from './rules/quantisedWeights.ts';

/** What kind of values differ, as far as can be seen: each kind is a cause of its own. */
export type OtherKind = 'damaged' | 'normalization' | 'statistics' | 'initial' | 'other';

/** Variables with other values, which nothing else explains, of one kind. */
export interface OtherGroup {
  /** Its name among replays. */
  readonly id: string;
  readonly kind: OtherKind;
  readonly rows: readonly VariableRow[];
}

/** Variables of both models that hold numbers. */
export function comparableRows({ variables }: Pick<Case, 'variables'>): VariableRow[] {
  return variables.filter((row) => row.a !== null && row.b !== null && isFloat(row.dtype));
}

/** Variables with other values, by kind; those that were rounded, moved or left alone by the load that moved others are not among them. */
export function otherGroups(it: Case): OtherGroup[] {
  const explained = new Set([...roundedRows(it).map(({ row }) => row), ...leftByMoves(it)]);
  const rows = it.variables.filter((row) => row.status === 'different' && !explained.has(row));
  const kindOf = kindsIn(it, rows);
  return [...groupBy(rows, kindOf)].map(([kind, group]) => ({ id: otherId(kind), kind, rows: group }));
}

/** The name of a kind among replays. */
export const otherId = (kind: OtherKind): string => (kind === 'other' ? 'different' : `different ${kind}`);

function kindsIn(it: Case, rows: readonly VariableRow[]): (row: VariableRow) => OtherKind {
  const classes = new Map(it.layers.map(({ a, className }) => [a, className]));
  const ofLayer = groupBy(rows, ({ layerB }) => layerB);
  const initial = new Set(
    [...ofLayer.keys()].filter((layer) => isInitial(it, layer, ofLayer.get(layer) ?? [])),
  );
  const isNormalization = (row: VariableRow): boolean => classes.get(row.layerA) === 'Normalization';
  const learnt = rows.filter((row) => !isNormalization(row));
  const everywhere = isEverywhere(it, learnt) && learnt.some((row) => !initial.has(row.layerB));
  return (row) => {
    if (isDamageAlone(row)) return 'damaged';
    if (isNormalization(row)) return 'normalization';
    if (everywhere) return 'other';
    if (ofLayer.get(row.layerB)?.every(isStatistic)) return 'statistics';
    return initial.has(row.layerB) ? 'initial' : 'other';
  };
}

/** Whether nearly all that could differ does, as after other training. */
export function isEverywhere(it: Pick<Case, 'variables'>, rows: readonly VariableRow[]): boolean {
  const comparable = comparableRows(it);
  return rows.length >= 0.8 * comparable.length && comparable.length > 2;
}

/** Whether a variable is a statistic that BatchNormalization keeps. */
export const isStatistic = ({ role }: VariableRow): boolean => /(^|\/)moving_(mean|variance)$/.test(role);

/** Whether only NaN or infinities on one side make the difference. */
function isDamageAlone({ nanA, nanB, infA, infB, countDifferent }: VariableRow): boolean {
  const damaged = Math.abs(nanA - nanB) + Math.abs(infA - infB);
  return damaged > 0 && countDifferent === damaged;
}

/**
 * Whether B's layer is as its initialisers left it: some of its values that differ are drawn as at the start, or all of
 * several are the constants of the start, and none is anything else.
 */
function isInitial(it: Case, layer: LayerId | null, rows: readonly VariableRow[]): boolean {
  if (layer === null) return false;
  const said = saidOf(it, rows);
  return areInitial(it, rows) || (said.length > 1 && said.every((one) => one === 'constant'));
}

/** Whether B's values, as far as they leave a mark, are those of the start, and some are drawn. */
export function areInitial(it: Case, rows: readonly VariableRow[]): boolean {
  const said = saidOf(it, rows);
  return said.includes('drawn') && !said.includes('no');
}

const saidOf = ({ initial }: Case, rows: readonly VariableRow[]): (Initial | null)[] =>
  rows.map((row) => initial?.b.get(row.b ?? '') ?? null);
