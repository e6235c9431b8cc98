import type { HostValue } from '../hostTensor.ts';

/** How two arrays of one shape differ. Pairs of NaN and of equal infinities count as equal. */
export interface Figures {
  readonly maxAbs: number;
  /** Largest |Δ| ÷ |a| where a is not 0. */
  readonly maxRel: number;
  readonly meanAbs: number;
  readonly rms: number;
  /** Largest finite |a|, else |b|. */
  readonly scale: number;
  readonly nanA: number;
  readonly nanB: number;
  /** Places where only one side is a finite number. */
  readonly mismatches: number;
}

/** Measures two arrays of one length, summing in doubles. */
export function measure(a: HostValue['values'], b: HostValue['values']): Figures {
  let [maxAbs, maxRel, sum, squares, mismatches] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
    const gap = Math.abs(x - y);
    if (!Number.isFinite(gap)) {
      mismatches++;
      continue;
    }
    maxAbs = Math.max(maxAbs, gap);
    if (x !== 0) maxRel = Math.max(maxRel, gap / Math.abs(x));
    sum += gap;
    squares += gap * gap;
  }
  const count = Math.max(1, a.length);
  const [rangeA, rangeB] = [rangeOf(a), rangeOf(b)];
  return {
    maxAbs,
    maxRel,
    meanAbs: sum / count,
    rms: Math.sqrt(squares / count),
    scale: rangeA.largest || rangeB.largest,
    nanA: rangeA.nan,
    nanB: rangeB.nan,
    mismatches,
  };
}

function rangeOf(values: HostValue['values']): { largest: number; nan: number } {
  let [largest, nan] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) nan++;
    else if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  }
  return { largest, nan };
}

/** The gap as a share of the largest |a|; 1 where NaN or infinity stands against a number. */
export function relativeOf({
  maxAbs,
  scale,
  mismatches,
}: Pick<Figures, 'maxAbs' | 'scale' | 'mismatches'>): number {
  const share = maxAbs === 0 ? 0 : maxAbs / (scale || maxAbs);
  return mismatches > 0 ? Math.max(1, share) : share;
}

/** Several outputs of one node as one. */
export function worst(figures: readonly Figures[]): Figures | null {
  const [first, ...rest] = figures;
  if (!first) return null;
  return rest.reduce((all, next) => {
    const lead = relativeOf(next) > relativeOf(all) ? next : all;
    return {
      ...lead,
      nanA: all.nanA + next.nanA,
      nanB: all.nanB + next.nanB,
      mismatches: all.mismatches + next.mismatches,
    };
  }, first);
}
