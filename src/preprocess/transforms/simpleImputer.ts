import { ReadError } from '../../model/index.ts';
import { checkWidth } from '../columns.ts';
import { Fitted, isObjectValue, type itemsOf, numberOf, numbersOf, shown } from '../Fitted.ts';
import { type Column, isNumeric } from '../Table.ts';
import type { Transform } from '../Transform.ts';

/** Replaces missing values by what fitting found, and adds columns that tell where they were (`add_indicator`). */
export function simpleImputer(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const statistics = fitted.items('statistics_');
  const strategy = fitted.word('strategy', ['mean', 'median', 'most_frequent', 'constant']);
  const missing = missingOf(fitted);
  const dropped = droppedOf(fitted, statistics, strategy === 'constant');
  const indicated = indicatedOf(fitted, statistics.length);
  const features = statistics.length;
  const kept = statistics.map((_, i) => i).filter((i) => !dropped.has(i));
  return {
    ...{ label, features },
    domains: [],
    keepsColumns: dropped.size === 0 && indicated.length === 0,
    notes:
      dropped.size > 0
        ? [`${label} leaves out ${dropped.size} columns that were empty when it was fitted.`]
        : [],
    apply: (table) => {
      checkWidth(table, label, features);
      const masks = table.columns.map((column, i) => maskOf(column, missing, label, i));
      const filled = kept.map((i) =>
        fill(table.columns[i] as Column, masks[i] as readonly boolean[], statistics[i] ?? null, label, i),
      );
      const indicators = indicated.map((i) => Float64Array.from(masks[i] as readonly boolean[], Number));
      return {
        rows: table.rows,
        ...(table.sparse ? { sparse: true } : {}),
        columns: [...filled, ...indicators],
      };
    },
  };
}

/** What counts as missing: NaN, a number, or a text. */
function missingOf(fitted: Fitted): number | string {
  const value = fitted.option('missing_values');
  if (typeof value === 'string') return value;
  const number = numberOf(value);
  if (number === null)
    throw fitted.fault('missing_values', `is ${shown(value)}, which samples here cannot hold`);
  return number;
}

/** Columns without a single value when fitted are left out, unless a constant or `keep_empty_features` (1.2 on) fills them. */
function droppedOf(
  fitted: Fitted,
  statistics: ReturnType<Fitted['items']>,
  isConstant: boolean,
): Set<number> {
  if (fitted.flag('keep_empty_features', false)) return new Set();
  const isNaNOf = (value: (typeof statistics)[number]): boolean => Number.isNaN(numberOf(value) ?? 0);
  // A constant is NaN only where the column is left out, unless NaN itself is the constant.
  if (isConstant && statistics.every(isNaNOf)) return new Set();
  return new Set(statistics.flatMap((value, i) => (isNaNOf(value) ? [i] : [])));
}

/** Columns that had missing values when fitted. */
function indicatedOf(fitted: Fitted, features: number): readonly number[] {
  if (!fitted.flag('add_indicator', false)) return [];
  const indicator = fitted.fitted('indicator_');
  if (!isObjectValue(indicator)) throw fitted.fault('indicator_', 'is no MissingIndicator');
  const columns = numbersOf(new Fitted(indicator).fitted('features_')) ?? [];
  if ([...columns].some((i) => !Number.isInteger(i) || i < 0 || i >= features))
    throw fitted.fault('indicator_', 'names columns that are not there');
  return [...columns];
}

function maskOf(column: Column, missing: number | string, label: string, index: number): boolean[] {
  if (isNumeric(column) !== (typeof missing === 'number')) {
    if (isNumeric(column)) return Array.from(column, () => false);
    throw new ReadError(
      'corrupt',
      `${label} looks for ${missing}; column ${index} of the samples holds text.`,
    );
  }
  const is = Number.isNaN(missing)
    ? (value: unknown) => Number.isNaN(value)
    : (value: unknown) => value === missing;
  const infinite = isNumeric(column)
    ? column.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY)
    : -1;
  const nan = !Number.isNaN(missing) && isNumeric(column) ? column.findIndex(Number.isNaN) : -1;
  if (infinite >= 0 || nan >= 0)
    throw new ReadError(
      'corrupt',
      `${label} takes no ${column[Math.max(infinite, nan)]}, as scikit-learn would say too: row ${Math.max(infinite, nan)}, column ${index} of the samples.`,
    );
  return Array.from<number | string, boolean>(column, is);
}

function fill(
  column: Column,
  mask: readonly boolean[],
  statistic: NonNullable<ReturnType<typeof itemsOf>>[number],
  label: string,
  index: number,
): Column {
  if (!mask.includes(true)) return column;
  if (isNumeric(column)) {
    const value = numberOf(statistic);
    if (value !== null) return column.map((old, row) => (mask[row] ? value : old));
  } else if (typeof statistic === 'string') return column.map((old, row) => (mask[row] ? statistic : old));
  throw new ReadError(
    'corrupt',
    `${label} would fill column ${index} with ${shown(statistic)}, which is of another kind.`,
  );
}
