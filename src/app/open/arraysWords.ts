import type { OpenedSlot } from '../../pipeline/index.ts';

/** Arrays named one by one; the others are counted. */
const MOST = 4;

/** What a file of arrays holds: `x 8 × 96, y 8 × 3`. */
export function arraysWords(opened: OpenedSlot): string {
  if (opened.kind !== 'arrays') return '';
  const named = opened.arrays
    .slice(0, MOST)
    .map(({ name, shape }) => `${name} ${shape.join(' × ') || 'scalar'}`)
    .join(', ');
  const more = opened.arrays.length - MOST;
  return more > 0 ? `${named} and ${more} more` : named;
}
