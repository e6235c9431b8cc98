import { ReadError } from '../model/index.ts';
import { isNumeric, type Table } from './Table.ts';

/** What a transform accepts. */
export interface Accepts {
  /** Its name, for messages. */
  readonly label: string;
  /** How many columns; `null` for any number. */
  readonly features: number | null;
  /** Whether NaN may stand among the numbers. */
  readonly nan: boolean;
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

/** The columns as numbers. Throws `ReadError('corrupt')` for text, infinities, and NaN where scikit-learn takes none. */
export function numericColumns(table: Table, { label, features, nan }: Accepts): Float64Array[] {
  checkWidth(table, label, features);
  return table.columns.map((column, index) => {
    if (!isNumeric(column))
      throw new ReadError('corrupt', `${label} takes numbers; column ${index} of the samples holds text.`);
    const row = column.findIndex(
      (value) => Math.abs(value) === Number.POSITIVE_INFINITY || (!nan && Number.isNaN(value)),
    );
    if (row >= 0)
      throw new ReadError(
        'corrupt',
        `${label} takes no ${column[row]}, as scikit-learn would say too: row ${row}, column ${index} of the samples.`,
      );
    return column;
  });
}
