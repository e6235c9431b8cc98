import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * The boundaries of a number of bins from what tf.keras' Discretization remembers of its data: values in order and how many
 * each stands for, 2 × n (`discretization.py` of tf.keras 2.15, `_compress_summary_numpy`).
 */
export function binBoundaries(summary: Tensor, bins: number): Float32Array {
  const all = summary.dataSync();
  const count = summary.shape[1] ?? 0;
  const values = all.subarray(0, count);
  if (count / bins < 1) return Float32Array.from(values.subarray(0, Math.max(0, count - 1)));
  const reached = new Float32Array(count);
  all.subarray(count).forEach((weight, i) => {
    reached[i] = weight + (reached[i - 1] ?? 0);
  });
  const total = reached[count - 1] as number;
  const shares = reached.map((weight) => weight / total);
  const step = 1 / bins;
  // As `np.arange(0.0, 1.0, step)` counts.
  const steps = Math.ceil(1 / step);
  const found = Float32Array.from({ length: steps }, (_, i) => interpolate(step + i * step, shares, values));
  return found.subarray(0, steps - 1);
}

/** `np.interp`: between the two places around `x`, at the ends the last value. */
function interpolate(x: number, places: ArrayLike<number>, values: ArrayLike<number>): number {
  let at = 0;
  while (at < places.length && (places[at] as number) <= x) at++;
  if (at === 0) return values[0] as number;
  if (at === places.length) return values[at - 1] as number;
  const [left, right] = [places[at - 1] as number, places[at] as number];
  const [low, high] = [values[at - 1] as number, values[at] as number];
  return ((high - low) / (right - left)) * (x - left) + low;
}
