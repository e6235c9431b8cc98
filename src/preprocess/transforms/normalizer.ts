import { matrixOf } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { EPSILON, type FloatType, inPlace, rounding } from '../NumberType.ts';
import { madeOf } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { pairwiseSum } from './pairwiseSum.ts';

type Norm = (row: readonly number[], type: FloatType) => number;
type Word = 'l1' | 'l2' | 'max';

const largestSize: Norm = (row) => row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** Of dense matrices, in their own type (`numpy.sum`, `numpy.einsum`). */
const DENSE: Readonly<Record<Word, Norm>> = {
  l1: (row, type) => pairwiseSum(row.map(Math.abs), type),
  l2: (row, type) => {
    const round = rounding(type);
    return round(Math.sqrt(round(row.reduce((sum, value) => sum + value * value, 0))));
  },
  max: largestSize,
};

/** Of sparse matrices, whose sums are doubles (scikit-learn, `sparsefuncs_fast.pyx`). */
const SPARSE: Readonly<Record<Word, Norm>> = {
  l1: (row) => row.reduce((sum, value) => sum + Math.abs(value), 0),
  l2: (row, type) => Math.sqrt(row.reduce((sum, value) => sum + rounding(type)(value * value), 0)),
  max: largestSize,
};

/** Before 0.23, the largest value counted, not the largest size. */
const oldMax: Norm = (row) => Math.max(...row);

/** Divides each row by its norm. Rows of nothing stay as they are, from scikit-learn 1.0 on dense ones of nearly nothing too. */
export function normalizer(fitted: Fitted): Transform {
  const { className: label, features } = fitted;
  const word = fitted.word('norm', ['l1', 'l2', 'max']);
  const isOldMax = word === 'max' && !fitted.isSince(0, 23);
  const isNothing = (size: number, type: FloatType, isSparse: boolean): boolean =>
    fitted.isSince(1, 0) && !isSparse ? size < 10 * EPSILON[type] : size === 0;
  return {
    ...{ label, features, domains: [], keepsColumns: false, notes: [] },
    apply: (table) => {
      const isSparse = table.sparse ?? false;
      const { type, columns } = matrixOf(table, { label, features, nan: false, sparse: true });
      const norm = isOldMax ? oldMax : (isSparse ? SPARSE : DENSE)[word];
      const divisors = Array.from({ length: table.rows }, (_, row) => {
        const size = norm(
          columns.map((column) => column[row] as number),
          type,
        );
        return isNothing(size, type, isSparse) ? 1 : size;
      });
      const divided = inPlace(type, isSparse ? 'float64' : type, (value, size) => value / size);
      return madeOf(table, {
        type,
        sparse: table.sparse,
        columns: columns.map((column) => column.map((value, row) => divided(value, divisors[row] as number))),
        notes: doubts(label, word, type, columns.length),
      });
    },
  };
}

/** What cannot be told of sums in small types: in which order NumPy added. */
function doubts(label: string, word: Word, type: FloatType, width: number): readonly string[] {
  const isSure = type === 'float64' || word === 'max' || (word === 'l1' && width < 8);
  if (isSure) return [];
  return [
    `${label} sums ${type} numbers: NumPy's order of them is not known, so the last digit of a ${type} may differ.`,
  ];
}
