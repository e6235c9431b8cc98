import { ReadError } from '../../model/index.ts';
import { checkWidth, refuseOdd, refuseSparse } from '../columns.ts';
import { Fitted, isObjectValue, type itemsOf, numberOf, numbersOf, shown } from '../Fitted.ts';
import { isFloatType, type NumberType, rounding } from '../NumberType.ts';
import { type Column, isNumeric, madeOf, type Table } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { imputedType, isAverage } from './imputedType.ts';
import { numberTypeOf } from './outputType.ts';

/** Replaces missing values by what fitting found, and adds columns that tell where they were (`add_indicator`). */
export function simpleImputer(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const statistics = fitted.items('statistics_');
  const strategy = fitted.word('strategy', ['mean', 'median', 'most_frequent', 'constant']);
  const missing = missingOf(fitted);
  const dropped = droppedOf(fitted, statistics, strategy === 'constant');
  const fillType = numberTypeOf(fitted.option('_fill_dtype', null)) ?? 'float64';
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
      if (missing === 0) refuseSparse(table, label, 'cannot look for zeros in a sparse matrix');
      const type = imputedType(table, fitted, strategy, missing);
      const masks = table.columns.map((column, i) => maskOf(column, missing, label, i));
      const filled = kept.map((i) => {
        const column = table.columns[i] as Column;
        if (isAverage(strategy) && !isNumeric(column))
          throw new ReadError('corrupt', `${label} takes numbers; column ${i} of the samples holds text.`);
        return fill(column, masks[i] as readonly boolean[], statistics[i] ?? null, {
          type,
          fillType,
          label,
          index: i,
        });
      });
      const indicators = indicated.map((i) => Float64Array.from(masks[i] as readonly boolean[], Number));
      return madeOf(table, { type, sparse: table.sparse, columns: [...filled, ...indicators] });
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
  if (!isNumeric(column)) {
    // Tables of text write an empty cell where pandas has NaN, and others mean an empty text by it.
    if (typeof missing === 'number' && column.includes(''))
      throw new ReadError(
        'corrupt',
        `${label} looks for ${missing}; column ${index} of the samples holds text with empty cells, and whether those are missing is not known.`,
      );
    return column.map((value) => value === missing);
  }
  if (typeof missing === 'string') return Array.from(column, () => false);
  refuseOdd(column, { label, nan: Number.isNaN(missing), index });
  return Array.from(column, (value) => value === missing || (Number.isNaN(value) && Number.isNaN(missing)));
}

interface Place {
  readonly type: Table['type'];
  /** From 1.8 on, what is filled in has the type of fitting first. */
  readonly fillType: NumberType;
  readonly label: string;
  readonly index: number;
}

function fill(
  column: Column,
  mask: readonly boolean[],
  statistic: NonNullable<ReturnType<typeof itemsOf>>[number],
  { type, fillType, label, index }: Place,
): Column {
  if (!mask.includes(true)) return column;
  if (isNumeric(column)) {
    const value = numberOf(statistic);
    const isHeld = value !== null && (type === 'object' || isFloatType(type) || Number.isInteger(value));
    if (isHeld) {
      const rounded = rounding(type)(rounding(fillType)(value));
      return column.map((old, row) => (mask[row] ? rounded : old));
    }
  } else if (typeof statistic === 'string') return column.map((old, row) => (mask[row] ? statistic : old));
  throw new ReadError(
    'corrupt',
    `${label} would fill column ${index}, which holds ${isNumeric(column) ? type : 'text'}, with ${shown(statistic)}, which is of another kind.`,
  );
}
