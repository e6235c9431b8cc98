const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
const TURN = 2;

const density = (x: number): number => Math.exp((-x * x) / 2) / ROOT_TWO_PI;

/** 1 − Φ(x) for x ≥ 0: the series of odd factorials near the middle, Laplace's continued fraction in the tail. */
export function upperTail(x: number): number {
  return x < TURN ? 0.5 - density(x) * series(x) : density(x) / fraction(x);
}

/** x + x³/3 + x⁵/(3·5) + …: all terms are positive, so nothing cancels. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; term > sum * 1e-17 && k < 400; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))), from the back. From 2 on, 200 terms are more than doubles can tell. */
function fraction(x: number): number {
  let value = x;
  for (let k = 200; k >= 1; k--) value = x + k / value;
  return value;
}

/**
 * The quantile of the standard normal distribution, `scipy.stats.norm.ppf`, for 0 < p < 1; ±∞ at the ends and NaN beyond. Solves
 * 1 − Φ(x) = q in the smaller tail with Halley's steps.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (p === 0.5) return 0;
  const q = p < 0.5 ? p : 1 - p;
  // 1 − Φ(x) ≤ exp(−x²/2) / 2, so this start lies beyond the answer and every step goes back.
  let x = Math.sqrt(Math.max(0, -2 * Math.log(2 * q)));
  for (let step = 0; step < 60; step++) {
    const error = (upperTail(x) - q) / density(x);
    const next = Math.max(0, x + error / (1 - (x * error) / 2));
    const moved = Math.abs(next - x);
    x = next;
    if (moved <= 1e-16 * Math.max(1, x)) break;
  }
  return p < 0.5 ? -x : x;
}
