import type { Table } from './Table.ts';

/** What raw values of a column look like, as far as fitting tells. */
export type Domain =
  | { readonly kind: 'between'; readonly low: number; readonly high: number }
  | { readonly kind: 'values'; readonly values: readonly (number | string)[] };

/** One fitted step of preprocessing, computed in the type in which scikit-learn computes it. */
export interface Transform {
  /** `StandardScaler`, or `Pipeline (SimpleImputer, StandardScaler)`. */
  readonly label: string;
  /** Columns that it was fitted on; `null` where it does not say. */
  readonly features: number | null;
  /** What is known of each raw column; shorter than `features` when nothing more is. */
  readonly domains: readonly (Domain | null)[];
  /** Whether column i of the result is made of column i alone, of the same kind of values. */
  readonly keepsColumns: boolean;
  /** What the user should know. */
  readonly notes: readonly string[];
  /** Throws `ReadError` for columns that scikit-learn would refuse too: another number of them, text, infinities, unknown categories. */
  apply(table: Table): Table;
}
