import type { NumberType } from './NumberType.ts';

/** One column: numbers, exact in double precision whatever the table's type, or texts. */
export type Column = Float64Array | readonly string[];

/** Rows of samples, column by column. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The type that NumPy holds the matrix in, which decides how precisely scikit-learn computes; `object` with text among it. */
  readonly type: NumberType | 'object';
  /** Whether scikit-learn would hold it as a sparse matrix; a few transforms then treat zeros apart. */
  readonly sparse?: boolean;
  /** Names of the columns, where the samples have them: a transform fitted on names goes by them. */
  readonly names?: readonly string[];
  /** What the user should know about how it was computed. */
  readonly notes?: readonly string[];
}

/** Whether a column holds numbers. */
export function isNumeric(column: Column): column is Float64Array {
  return column instanceof Float64Array;
}

/** What a transform makes of a table: other columns, with the notes of both. */
export function madeOf(
  { rows, notes = [] }: Table,
  made: Pick<Table, 'columns' | 'type'> & {
    readonly sparse?: boolean | undefined;
    readonly notes?: readonly string[];
  },
): Table {
  const all = [...new Set([...notes, ...(made.notes ?? [])])];
  return {
    rows,
    columns: made.columns,
    type: made.type,
    ...(made.sparse ? { sparse: true } : {}),
    ...(all.length > 0 ? { notes: all } : {}),
  };
}
