import { numericColumns } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import type { Transform } from '../Transform.ts';

const NORMS: Readonly<Record<'l1' | 'l2' | 'max', (row: readonly number[]) => number>> = {
  l1: (row) => row.reduce((sum, value) => sum + Math.abs(value), 0),
  l2: (row) => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)),
  max: (row) => row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
};

/** Before 0.23, the largest value counted, not the largest size. */
const oldMax = (row: readonly number[]): number => Math.max(...row);

/** Divides each row by its norm. Rows of nothing stay as they are, from scikit-learn 1.0 on those of nearly nothing too. */
export function normalizer(fitted: Fitted): Transform {
  const { className: label, features } = fitted;
  const word = fitted.word('norm', ['l1', 'l2', 'max']);
  const norm = word === 'max' && !fitted.isSince(0, 23) ? oldMax : NORMS[word];
  const nothing = fitted.isSince(1, 0)
    ? (size: number) => size < 10 * Number.EPSILON
    : (size: number) => size === 0;
  return {
    ...{ label, features, domains: [], keepsColumns: false, notes: [] },
    apply: (table) => {
      const columns = numericColumns(table, { label, features, nan: false });
      const divisors = Array.from({ length: table.rows }, (_, row) => {
        const size = norm(columns.map((column) => column[row] as number));
        return nothing(size) ? 1 : size;
      });
      return {
        rows: table.rows,
        ...(table.sparse ? { sparse: true } : {}),
        columns: columns.map((column) => column.map((value, row) => value / (divisors[row] as number))),
      };
    },
  };
}
