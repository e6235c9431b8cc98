import { figure } from '../ui/figures.ts';
import { STATE_LOOK } from '../ui/stateLook.ts';
import type { GridRow } from './gridRows.ts';
import { weightsWord } from './weightsWord.ts';

/** How a row's two layers were paired, in words. */
export function pairingWords(row: GridRow): string {
  const { a, b, how } = row.layer;
  if (a === null) return 'inserted in B';
  if (b === null) return 'removed in B';
  if (row.variables.some((variable) => variable.status === 'moved') && !row.block) return 'values moved';
  if (how === 'by-hand') return 'paired by hand';
  if (how === 'name' || a === b) return 'same name';
  return how === 'content' ? 'name differs, paired by values' : 'name differs, paired by position';
}

/** The whole row as one sentence, for those who hear it. */
export function rowWords(row: GridRow): string {
  const { layer } = row;
  const name = row.nameA ?? row.nameB ?? '';
  const parts = [name, `${layer.className} ${layer.detail}`.trim()];
  if (layer.a === null || layer.b === null) parts.push(pairingWords(row));
  else parts.push(`paired with ${row.nameB ?? name}`, pairingWords(row));
  const weights = weightsWord(row);
  if (weights) parts.push(`weights ${STATE_LOOK[weights.state].word} ${weights.says}`);
  if (row.errors.own !== null) parts.push(barWords(row));
  if (!row.block) parts.push(STATE_LOOK[row.state].word);
  return parts.join(', ');
}

/** The bars as words. */
export function barWords(row: GridRow): string {
  const { own, input } = row.errors;
  if (own === null && input === null) return 'not run';
  return `own ${figure(own, 2)}, inherited ${figure(input, 2)}`;
}
