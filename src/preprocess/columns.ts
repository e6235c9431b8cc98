import { ReadError } from '../model/index.ts';
import { type FloatType, floatOf } from './NumberType.ts';
import { isNumeric, type Table } from './Table.ts';

/** What a transform accepts. */
export interface Accepts {
  /** Its name, for messages. */
  readonly label: string;
  /** How many columns; `null` for any number. */
  readonly features: number | null;
  /** Whether NaN may stand among the numbers. */
  readonly nan: boolean;
  /** Whether it takes sparse matrices. */
  readonly sparse: boolean;
}

/** Refuses a table of other than the columns that were fitted, as scikit-learn does. */
export function checkWidth(table: Table, label: string, features: number | null): void {
  const { length } = table.columns;
  if (features === null || length === features) return;
  throw new ReadError(
    'corrupt',
    `${label} was fitted on ${features} column${features === 1 ? '' : 's'}; the samples have ${length}.`,
  );
}

/** Refuses a sparse matrix where scikit-learn takes none, or cannot do with it what was fitted. */
export function refuseSparse({ sparse }: Table, label: string, why = 'takes no sparse matrix'): void {
  if (!sparse) return;
  throw new ReadError(
    'corrupt',
    `${label} ${why}, as scikit-learn would say too; the step before it makes a sparse one.`,
  );
}

/** A table as a matrix that is computed with. */
export interface Matrix {
  readonly type: FloatType;
  readonly columns: Float64Array[];
}

/**
 * The table as a matrix of floating-point numbers, in its own type or else float64 (`check_array`). Throws `ReadError('corrupt')` for
 * text, infinities, sparse matrices, and NaN where scikit-learn takes none.
 */
export function matrixOf(table: Table, { label, features, nan, sparse }: Accepts): Matrix {
  checkWidth(table, label, features);
  if (!sparse) refuseSparse(table, label);
  const columns = table.columns.map((column, index) => {
    if (!isNumeric(column))
      throw new ReadError('corrupt', `${label} takes numbers; column ${index} of the samples holds text.`);
    refuseOdd(column, { label, nan, index });
    return column;
  });
  return { type: floatOf(table.type), columns };
}

/** Refuses infinities, and NaN where scikit-learn takes none. */
export function refuseOdd(
  column: Float64Array,
  { label, nan, index }: Pick<Accepts, 'label' | 'nan'> & { readonly index: number },
): void {
  const row = column.findIndex(
    (value) => Math.abs(value) === Number.POSITIVE_INFINITY || (!nan && Number.isNaN(value)),
  );
  if (row >= 0)
    throw new ReadError(
      'corrupt',
      `${label} takes no ${column[row]}, as scikit-learn would say too: row ${row}, column ${index} of the samples.`,
    );
}
