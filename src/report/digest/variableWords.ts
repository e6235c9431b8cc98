import type { VariableRow } from '../../diff/index.ts';
import { formatShape, sizeOf } from '../../model/index.ts';
import { formatCount, formatNumber } from '../words/formatNumber.ts';
import { STATE_WORDS } from '../words/stateWords.ts';

/** Up to this part of a variable's largest value two values are close: the contract's figure. */
const CLOSE = 1e-6;

/** A variable that differs, in words for one line each. */
export interface VariableWords {
  readonly name: string;
  /** B's name where it is another one. */
  readonly nameB: string | null;
  readonly status: string;
  readonly shape: string;
  /** `6,140 of 6,144`, or a dash where values cannot be put side by side. */
  readonly howMany: string;
  /** `0.489 at [49, 56]` */
  readonly largest: string;
  readonly relative: string;
  /** `5.67e−7` */
  readonly allowed: string;
  /** What else there is to say: where values came from, NaN, another type. */
  readonly also: readonly string[];
}

/** Says of a variable how many values differ, by how much, where, and what was allowed. */
export function variableWords(row: VariableRow): VariableWords {
  const name = row.a ?? row.b ?? '';
  return {
    name,
    nameB: row.a !== null && row.b !== null && row.b !== row.a ? row.b : null,
    status: STATE_WORDS[row.status],
    shape: `${row.dtype} ${formatShape(row.shape)}`,
    howMany:
      row.countDifferent === null
        ? '–'
        : `${formatCount(row.countDifferent)} of ${formatCount(sizeOf(row.shape))}`,
    largest: at(row.maxAbs, row.maxAbsAt),
    relative: at(row.maxRel, row.maxRelAt),
    allowed: row.maxA === null ? '–' : formatNumber(CLOSE * row.maxA),
    also: alsoOf(row),
  };
}

function at(value: number | null, index: readonly number[] | null): string {
  if (value === null) return '–';
  const place = index === null || index.length === 0 || value === 0 ? '' : ` at [${index.join(',\u00a0')}]`;
  return formatNumber(value) + place;
}

const TRANSFORM_WORDS: Readonly<Record<NonNullable<VariableRow['transform']>, string>> = {
  transposed: "B's values are A's, transposed",
  reshaped: "B's values are A's in the same order, in another shape",
  rounded: "B's values are A's, rounded as the file says",
  'transposed-and-cast': "B's values are A's, transposed, in another type",
  'transposed-and-rounded': "B's values are A's, transposed, and rounded as the file says",
  flipped: "B's values are A's, flipped",
  cast: "B's values are A's in another type",
  'gates-permuted': "B's gates are A's in another order",
  scaled: "B's values are A's times one factor",
  'rows-permuted': "B's rows are A's in another order",
  'columns-permuted': "B's columns are A's in another order",
};

function alsoOf(row: VariableRow): string[] {
  const also: string[] = [];
  if (row.movedFrom !== undefined) also.push(`B holds here what A holds in \`${row.movedFrom}\``);
  if (row.transform !== undefined) also.push(TRANSFORM_WORDS[row.transform]);
  if (row.dtypeB !== null && row.dtypeB !== row.dtype) also.push(`${row.dtype} in A, ${row.dtypeB} in B`);
  if (row.status === 'shape' && row.shapeB !== null)
    also.push(`${formatShape(row.shape)} in A, ${formatShape(row.shapeB)} in B`);
  if (row.nanA + row.nanB > 0) also.push(`NaN: ${formatCount(row.nanA)} in A, ${formatCount(row.nanB)} in B`);
  if (row.infA + row.infB > 0)
    also.push(`infinite: ${formatCount(row.infA)} in A, ${formatCount(row.infB)} in B`);
  return also;
}
