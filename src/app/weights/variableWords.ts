import type { VariableRow } from '../../diff/index.ts';
import { count, figure, percent } from '../ui/figures.ts';
import { sizeOfShape } from './variableList.ts';

/** What is so about a variable, in words with its figures. `names` stand between backticks. */
export function variableWords(row: VariableRow): string {
  const total = sizeOfShape(row.shape);
  const all = count(total);
  const values = total === 1 ? 'The one value' : `All ${all} values`;
  switch (row.status) {
    case 'identical':
      return `${values} ${total === 1 ? 'is' : 'are'} the same bytes.`;
    case 'equal':
      return `${values} ${total === 1 ? 'is' : 'are'} equal; only the stored bytes differ.`;
    case 'close':
      return `${differing(row, total)}, by up to ${figure(row.maxAbs)}: below a millionth of the largest value.`;
    case 'different':
      return `${differing(row, total)}, by up to ${figure(row.maxAbs)}${ofLargest(row)}.`;
    case 'moved':
      return `${differing(row, total)}, by up to ${figure(row.maxAbs)}. But what B holds here is A’s \`${row.movedFrom ?? ''}\`, bit for bit: moved, not changed.`;
    case 'transformed':
      return `The values are those of A, ${(row.transform ?? 'transformed').replaceAll('-', ' ')}${isExact(row) ? ', bit for bit' : ''}.`;
    case 'shape':
      return `The shapes do not match: ${row.shape.join(' × ')} in A, ${(row.shapeB ?? []).join(' × ')} in B. Values cannot be compared one by one.`;
    case 'only-a':
      return 'B has no such variable.';
    case 'only-b':
      return 'A has no such variable.';
  }
}

function differing(row: VariableRow, total: number): string {
  if (row.countDifferent === null) return 'The values differ';
  if (row.countDifferent === total)
    return total === 1 ? 'The one value differs' : `All ${count(total)} values differ`;
  return `${count(row.countDifferent)} of ${count(total)} values differ`;
}

function ofLargest(row: VariableRow): string {
  if (row.maxA === null || row.maxA === 0 || row.maxAbs === null) return '';
  return `, which is ${percent(row.maxAbs / row.maxA)} of A’s largest value`;
}

/** Whether nothing was rounded on the way. */
const isExact = ({ transform }: VariableRow): boolean => !/cast|scaled|rounded/.test(transform ?? '');
