import type { VariableStatus } from '../../diff/index.ts';
import type { GridRow } from './gridRows.ts';

const WORST: readonly VariableStatus[] = [
  'moved',
  'different',
  'shape',
  'only-a',
  'only-b',
  'transformed',
  'close',
  'equal',
  'identical',
];

/** What the weights column says: the gravest state, and how many variables share it; or the option that differs. */
export function weightsWord(row: GridRow): { state: VariableStatus; says: string } | null {
  const option = row.layer.config.find((difference) => difference.relevance === 'prediction');
  const worst = WORST.find((status) => row.variables.some((variable) => variable.status === status));
  const calm = worst === undefined || worst === 'identical' || worst === 'equal' || worst === 'close';
  if (option && calm) return { state: 'different', says: option.key };
  if (worst === undefined) return null;
  const total = row.variables.length;
  const share = row.variables.filter((variable) => variable.status === worst).length;
  return { state: worst, says: calm ? String(total) : `${share} of ${total}` };
}
