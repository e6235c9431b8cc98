import { ReadError } from '../../../model/index.ts';

/** Undoes one filter in place; `step` is how many bytes lie between a byte and the one to its left. */
type Undo = (row: Uint8Array, above: Uint8Array, step: number) => void;

const UNDO: readonly Undo[] = [
  () => undefined,
  (row, _, step) => {
    for (let i = step; i < row.length; i++) row[i] = row[i]! + row[i - step]!;
  },
  (row, above) => {
    for (let i = 0; i < row.length; i++) row[i] = row[i]! + above[i]!;
  },
  (row, above, step) => {
    for (let i = 0; i < row.length; i++) row[i] = row[i]! + ((leftOf(row, i, step) + above[i]!) >> 1);
  },
  (row, above, step) => {
    for (let i = 0; i < step; i++) row[i] = row[i]! + above[i]!;
    for (let i = step; i < row.length; i++)
      row[i] = row[i]! + paeth(row[i - step]!, above[i]!, above[i - step]!);
  },
];

const leftOf = (row: Uint8Array, i: number, step: number): number => (i < step ? 0 : row[i - step]!);

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const x = Math.abs(guess - left);
  const y = Math.abs(guess - above);
  const z = Math.abs(guess - corner);
  if (x <= y && x <= z) return left;
  return y <= z ? above : corner;
}

/**
 * Rows without their filter bytes, from `at` on (PNG specification, 9.2). `rowBytes` is the length of a row without its
 * filter byte, `step` the bytes of a pixel, at least 1. Throws `ReadError` for a filter that does not exist.
 */
export function unfilter(
  data: Uint8Array,
  at: number,
  rows: number,
  rowBytes: number,
  step: number,
  name: string,
): Uint8Array[] {
  let above: Uint8Array = new Uint8Array(rowBytes);
  return Array.from({ length: rows }, (_, y) => {
    const start = at + y * (rowBytes + 1);
    const row = data.subarray(start + 1, start + 1 + rowBytes);
    const undo = UNDO[data[start] ?? -1];
    if (!undo) throw new ReadError('corrupt', `\`${name}\`: row ${y} has the filter ${data[start]} (PNG).`);
    undo(row, above, step);
    above = row;
    return row;
  });
}
