import { formatShape } from '../../model/index.ts';
import type { OutputRow } from '../../run/index.ts';
import { formatCount, formatNumber } from '../words/formatNumber.ts';
import { STATE_WORDS, type StateName } from '../words/stateWords.ts';

/** An output in words: figures, or dashes where the two cannot be laid over each other. */
export interface OutputWords {
  readonly gap: string;
  readonly allowed: string;
  readonly relative: string;
  readonly flips: string;
  readonly state: StateName;
  readonly says: string;
  /** What the figures leave out, a sentence each: shapes that differ, NaN. Names are in backquotes. */
  readonly also: readonly string[];
}

/** Says of an output how far the two are apart, or why that cannot be said. */
export function outputWords(output: OutputRow): OutputWords {
  const state = output.shapeB ? 'shape' : output.verdict;
  const also = [...shapeWords(output), ...nanWords(output)];
  const figures = output.shapeB
    ? { gap: '–', allowed: '–', relative: '–', flips: '–' }
    : {
        gap: formatNumber(output.maxAbs),
        allowed: formatNumber(output.allowed),
        relative: formatNumber(output.maxRel),
        flips: formatCount(output.flips),
      };
  return { ...figures, state, says: STATE_WORDS[state], also };
}

function shapeWords({ name, shape, shapeB }: OutputRow): string[] {
  if (!shapeB) return [];
  const [a, b] = [formatShape(shape), formatShape(shapeB)];
  return [`\`${name}\` is ${a} in A and ${b} in B: there is no gap to measure.`];
}

function nanWords({ name, nanA, nanB }: OutputRow): string[] {
  if (nanA + nanB === 0) return [];
  return [`\`${name}\` holds NaN: ${formatCount(nanA)} in A, ${formatCount(nanB)} in B.`];
}
