/** Counts of finite values in `bins` equal parts of `[from, to]`; the last part includes `to`. */
export function countBins(values: ArrayLike<number>, from: number, to: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const scale = to > from ? bins / (to - from) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= from && value <= to)) continue;
    const bin = Math.min(bins - 1, Math.floor((value - from) * scale));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

/** The smallest and largest finite value of several arrays; `[0, 0]` when there is none. */
export function rangeOf(...arrays: readonly ArrayLike<number>[]): [number, number] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (!Number.isFinite(value)) continue;
      if (value < from) from = value;
      if (value > to) to = value;
    }
  }
  return from <= to ? [from, to] : [0, 0];
}
