import { type Tensor, toFloat64 } from '../model/index.ts';
import { type Heat, heatOf } from './heat.ts';
import { countBins, rangeOf } from './histogram.ts';
import { summarizeValues, type ValueSummary } from './summarizeValues.ts';
import { indexOf } from './variableRows.ts';

const BINS = 64;
const LARGEST = 100;

/** One variable's values on both sides, for the weight view. */
export interface VariableDetail {
  readonly a: ValueSummary | null;
  readonly b: ValueSummary | null;
  readonly delta: ValueSummary | null;
  /** Largest |Δ| first, at most 100. */
  readonly largest: readonly { readonly index: readonly number[]; readonly a: number; readonly b: number }[];
  /** Counts over one shared range. */
  readonly histogram: {
    readonly from: number;
    readonly to: number;
    readonly a: readonly number[];
    readonly b: readonly number[];
  } | null;
  readonly deltaHistogram: {
    readonly from: number;
    readonly to: number;
    readonly counts: readonly number[];
  } | null;
  readonly heat: Heat | null;
}

/** Looks closely at two tensors, either of which may be missing. Differences need equal shapes. */
export function variableDetail(a: Tensor | null, b: Tensor | null): VariableDetail {
  const x = a && toFloat64(a);
  const y = b && toFloat64(b);
  const [from, to] = rangeOf(x ?? [], y ?? []);
  const detail = {
    a: a && x && summarizeValues(x, a.dtype, a.shape),
    b: b && y && summarizeValues(y, b.dtype, b.shape),
    histogram: { from, to, a: countBins(x ?? [], from, to, BINS), b: countBins(y ?? [], from, to, BINS) },
  };
  if (!a || !b || !x || !y || a.shape.join() !== b.shape.join()) {
    return { ...detail, delta: null, largest: [], deltaHistogram: null, heat: null };
  }
  const delta = x.map((value, i) => (y[i] as number) - value);
  const reach = Math.max(...rangeOf(delta).map(Math.abs));
  return {
    ...detail,
    delta: summarizeValues(delta, a.dtype, a.shape),
    largest: largestOf(delta).map((i) => ({
      index: indexOf(i, a.shape),
      a: x[i] as number,
      b: y[i] as number,
    })),
    deltaHistogram: { from: -reach, to: reach, counts: countBins(delta, -reach, reach, BINS) },
    heat: heatOf(x, y, a.shape),
  };
}

/** Looks closely at one tensor, which no other is compared with: side B is empty, and its map is A's. */
export function tensorDetail(tensor: Tensor): VariableDetail {
  const values = toFloat64(tensor);
  return { ...variableDetail(tensor, null), heat: values && heatOf(values, values, tensor.shape) };
}

/** Indices of the largest |Δ|, NaN first, in one pass. */
function largestOf(delta: Float64Array): number[] {
  const size = (i: number): number =>
    Number.isNaN(delta[i]) ? Number.POSITIVE_INFINITY : Math.abs(delta[i] as number);
  let kept: number[] = [];
  let least = 0;
  for (let i = 0; i < delta.length; i++) {
    if (size(i) <= least) continue;
    kept.push(i);
    if (kept.length < 4 * LARGEST) continue;
    kept = kept.sort((p, q) => size(q) - size(p)).slice(0, LARGEST);
    least = size(kept[LARGEST - 1] as number);
  }
  return kept.sort((p, q) => size(q) - size(p)).slice(0, LARGEST);
}
