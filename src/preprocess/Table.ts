/** One column: numbers in double precision, or texts. */
export type Column = Float64Array | readonly string[];

/** Rows of samples, column by column. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Whether scikit-learn would hold it as a sparse matrix; a few transforms then treat zeros apart. */
  readonly sparse?: boolean;
}

/** Whether a column holds numbers. */
export function isNumeric(column: Column): column is Float64Array {
  return column instanceof Float64Array;
}
