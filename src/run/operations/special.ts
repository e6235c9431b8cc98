/** Special functions in float64, by series and continued fractions: the backends have none, or only to 1e-7. */

/** The complementary error function (Numerical Recipes' Chebyshev fit refined to double precision by series). */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < 2) return 1 - erfSeries(x);
  const tail = x < 0 ? 2 - erfcFraction(-x) : erfcFraction(x);
  return tail;
}

/** The error function. */
export function erf(x: number): number {
  return Math.abs(x) < 2 ? erfSeries(x) : 1 - erfc(x);
}

function erfSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18 && n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function erfcFraction(x: number): number {
  if (x > 28) return 0;
  let rest = 0;
  for (let n = 120; n > 0; n--) rest = n / 2 / (x + rest);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + rest));
}

/** The inverse of the error function, by Newton steps on a first guess. */
export function erfinv(y: number): number {
  if (!(Math.abs(y) <= 1)) return Number.NaN;
  if (Math.abs(y) === 1) return y * Number.POSITIVE_INFINITY;
  if (y === 0) return y;
  const log = Math.log(1 - y * y);
  const a = 2 / (Math.PI * 0.147) + log / 2;
  let x = Math.sign(y) * Math.sqrt(Math.sqrt(a * a - log / 0.147) - a);
  for (let i = 0; i < 4; i++) {
    const gap = y > 0 ? 1 - y - erfc(x) : erfc(-x) - (1 + y);
    x += (y > 0 ? -gap : -gap) / ((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x));
  }
  return x;
}

/** The modified Bessel function of order 0. */
export function besselI0(x: number): number {
  const size = Math.abs(x);
  if (size > 30) {
    let [term, sum] = [1, 1];
    for (let n = 1; n < 12; n++) {
      term *= ((2 * n - 1) * (2 * n - 1)) / (8 * n * size);
      sum += term;
    }
    return (Math.exp(size) / Math.sqrt(2 * Math.PI * size)) * sum;
  }
  let [term, sum] = [1, 1];
  for (let n = 1; term > 1e-18 * sum && n < 300; n++) {
    term *= (size / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}

/** Rounds to the nearest whole number, halves to the even one. */
export function roundEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  if (rest !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
}
