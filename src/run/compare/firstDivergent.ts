import type { LayerId } from '../../model/index.ts';
import type { OutputRow, RunRow } from '../RunComparison.ts';
import { NOISE_FACTOR } from './judge.ts';
import { type End, endRows, indexByNode, isAlone, readBy, type SeenRow } from './origins.ts';

/**
 * The first layer whose own error is real and reaches an output that differs. Where every output agrees there is none: a gap
 * that closes again on its way (an activation that is a layer of its own, hidden units in another order) is a matter of form.
 * `layers` are the judged rows of `seen`, `ends` the outputs that differ. Where nothing was put out, every birth counts.
 * What makes a mask for a layer that masks (`masks`) is not named before that layer.
 */
export function firstDivergent(
  seen: readonly SeenRow[],
  layers: readonly RunRow[],
  outputs: readonly OutputRow[],
  ends: readonly End[],
  masks: ReadonlySet<LayerId>,
): LayerId | null {
  const born = layers.flatMap((row, i) => (row.verdict === 'born' ? [{ row, at: seen[i] as SeenRow }] : []));
  const reaching = outputs.length === 0 ? null : reachingRows(seen, ends);
  const reached = born.filter(({ at }) => reaching === null || reaching.has(at));
  const named = reached.find(({ row }) => !masks.has(row.a ?? row.b ?? ''));
  const first = named ?? reached[0] ?? (ends.length > 0 ? born[0] : undefined);
  return first ? (first.row.a ?? first.row.b) : null;
}

/** The rows from which an unbroken gap leads to an output that differs. */
function reachingRows(seen: readonly SeenRow[], ends: readonly End[]): ReadonlySet<SeenRow> {
  const rowsOf = indexByNode(seen);
  const found = new Set(ends.flatMap((end) => endRows(end, rowsOf)));
  // The set grows while it is walked.
  for (const one of found) for (const next of readBy(one, rowsOf)) if (isApart(next)) found.add(next);
  return found;
}

/** Whether what a row puts out, or its mask, is not the same on both sides, as far as that is known. */
function isApart({ row, sign }: SeenRow): boolean {
  if (isAlone(row) || sign.masked !== null || row.relative === null) return true;
  return row.relative > NOISE_FACTOR * (row.noiseFloor ?? 0);
}
