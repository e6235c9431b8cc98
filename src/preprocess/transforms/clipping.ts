import { type FloatType, rounding } from '../NumberType.ts';

/** `numpy.clip` of numbers of a type: the bounds are taken as such numbers, NaN stays NaN. */
export function clipping(type: FloatType, low: number, high: number): (value: number) => number {
  const [from, to] = [low, high].map(rounding(type)) as [number, number];
  return (value) => (Number.isNaN(value) ? value : Math.min(Math.max(value, from), to));
}
