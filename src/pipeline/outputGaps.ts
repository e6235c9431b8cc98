import type { HostValue } from '../run/index.ts';

/** Numbers of outputs; nothing for text, and for what could not be computed. */
export function numbersOf(values: readonly (HostValue | null)[]): Float64Array[] {
  return values.map((it) =>
    it === null || it.dtype === 'string'
      ? new Float64Array()
      : Float64Array.from(it.values as ArrayLike<number>),
  );
}

/** Largest |Δ| of each sample over all outputs; `null` when the outputs do not have the same sizes. */
export function outputGaps(
  a: readonly Float64Array[],
  b: readonly Float64Array[],
  count: number,
): number[] | null {
  if (a.length !== b.length || a.some((values, i) => values.length !== b[i]?.length)) return null;
  return Array.from({ length: count }, (_, sample) =>
    Math.max(0, ...a.map((values, i) => gapOf(values, b[i] as Float64Array, sample, count))),
  );
}

function gapOf(a: Float64Array, b: Float64Array, sample: number, count: number): number {
  const size = a.length / count;
  let largest = 0;
  for (let i = sample * size; i < (sample + 1) * size; i++) {
    const gap = Math.abs((a[i] as number) - (b[i] as number));
    if (Number.isNaN(gap) ? Number.isNaN(a[i]) !== Number.isNaN(b[i]) : gap > largest)
      largest = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
  }
  return largest;
}
