import { download } from '../hostTensor.ts';
import type { Value } from '../Value.ts';

/** In how many places the masks of two lists of values disagree, in words; `null` when they hide the same. */
export async function maskGap(a: readonly Value[], b: readonly Value[]): Promise<string | null> {
  for (const [i, { mask }] of a.entries()) {
    const gap = await gapOf(mask, b[i]?.mask ?? null);
    if (gap !== null) return gap;
  }
  return null;
}

/** No mask hides nothing, as does a mask of ones. */
async function gapOf(a: Value['mask'], b: Value['mask']): Promise<string | null> {
  const some = a ?? b;
  if (some === null || a === b) return null;
  if (a !== null && b !== null && a.shape.join() !== b.shape.join()) return 'the two have different shapes';
  const [inA, inB] = [a && (await download(a)).values, b && (await download(b)).values];
  let hidden = 0;
  for (let at = 0; at < some.size; at++) if ((inA?.[at] ?? 1) !== (inB?.[at] ?? 1)) hidden++;
  return hidden === 0 ? null : `${hidden} of ${some.size} places are hidden on one side only`;
}
