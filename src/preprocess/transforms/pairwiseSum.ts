import { type FloatType, rounding } from '../NumberType.ts';

const LANES = 8;
const BLOCK = 128;

/**
 * `numpy.sum` along contiguous numbers: one by one below eight, in eight lanes up to 128, in halves above (NumPy,
 * `pairwise_sum`). float16 is summed in float32.
 */
export function pairwiseSum(values: readonly number[], type: FloatType): number {
  const round = rounding(type === 'float16' ? 'float32' : type);
  return rounding(type)(summed(values, round));
}

function summed(values: readonly number[], round: (value: number) => number): number {
  const { length } = values;
  const add = (x: number, y: number): number => round(x + y);
  if (length < LANES) return values.reduce(add, 0);
  if (length > BLOCK) {
    const half = Math.floor(length / 2);
    const middle = half - (half % LANES);
    return add(summed(values.slice(0, middle), round), summed(values.slice(middle), round));
  }
  const whole = length - (length % LANES);
  const lanes = values.slice(0, LANES);
  for (let at = LANES; at < whole; at++)
    lanes[at % LANES] = add(lanes[at % LANES] as number, values[at] as number);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lanes;
  const sum = add(add(add(a, b), add(c, d)), add(add(e, f), add(g, h)));
  return values.slice(whole).reduce(add, sum);
}
