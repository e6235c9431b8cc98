import { type DType, type Shape, sizeOf } from '../model/index.ts';
import { rangeOf } from './histogram.ts';

/** Figures of one array. `min` to `norm` leave NaN and infinities out; they are counted. */
export interface ValueSummary {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly norm: number;
  readonly zeros: number;
  readonly nan: number;
  readonly inf: number;
}

/** Sums an array up, in double precision. */
export function summarizeValues(values: ArrayLike<number>, dtype: DType, shape: Shape): ValueSummary {
  const [min, max] = rangeOf(values);
  let [sum, squares, zeros, nan, inf] = [0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isFinite(value)) {
      sum += value;
      squares += value * value;
      if (value === 0) zeros++;
    } else if (Number.isNaN(value)) nan++;
    else inf++;
  }
  const finite = Math.max(1, values.length - nan - inf);
  const mean = sum / finite;
  const std = Math.sqrt(Math.max(0, squares / finite - mean * mean));
  return {
    dtype,
    shape,
    count: sizeOf(shape),
    min,
    max,
    mean,
    std,
    norm: Math.sqrt(squares),
    zeros,
    nan,
    inf,
  };
}
