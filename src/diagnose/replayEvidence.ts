import type { Case } from './Case.ts';
import type { Evidence } from './Finding.ts';
import { closesTheGap, type Replay } from './Replay.ts';

/** The replay of a suspect, if it was run. */
export function replayOf(it: Case, id: string): Replay | undefined {
  return it.replays?.find((replay) => replay.id === id);
}

/** A replay as evidence: what undoing did to the gap, in all and per sample. */
export function replayEvidence(
  replay: Replay | undefined,
  undoing: string,
  on: readonly string[],
): Evidence[] {
  if (!replay) return [];
  const { before, after, floor, samples, together } = replay;
  const figures: Record<string, number> = { before, after, floor };
  for (const sample of samples.slice(0, 120)) {
    figures[`before #${sample.index}`] = sample.before;
    figures[`after #${sample.index}`] = sample.after;
  }
  const alone: Evidence = { says: `${undoing} ${outcome(replay)}`, on, figures };
  if (!together) return [alone];
  return [
    {
      says: `Undone together with ${together.count === 2 ? 'the other cause' : `the ${together.count - 1} other causes`}, it makes all ${samples.length} samples agree: the largest gap falls from ${short(before)} to ${short(together.after)}, inside the float noise of ${short(floor)}. Left in alone, it keeps a gap of ${short(together.without)}.`,
      on,
      figures: { before, after: together.after, 'left in alone': together.without, floor },
    },
    alone,
  ];
}

function outcome(replay: Replay): string {
  const { before, after, floor, samples } = replay;
  if (closesTheGap(replay))
    return `makes all ${samples.length} samples agree: the largest gap falls from ${short(before)} to ${short(after)}, inside the float noise of ${short(floor)}.`;
  const taken = Math.round((1 - after / before) * 100);
  if (taken < 1) return `does not close the gap by itself: it goes from ${short(before)} to ${short(after)}.`;
  return `takes away ${taken} % of the gap: it goes from ${short(before)} to ${short(after)}.`;
}

/** Three significant digits, exponent form for the very small, with a true minus. */
function short(value: number): string {
  if (value === 0) return '0';
  const text =
    Math.abs(value) < 1e-3 || Math.abs(value) >= 1e4 ? value.toExponential(1) : value.toPrecision(3);
  return text.replace('e+', 'e').replace('-', '−');
}
