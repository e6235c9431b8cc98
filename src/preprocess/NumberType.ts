import type { DType } from '../model/index.ts';

/** The types of NumPy that a matrix of samples, or fitted numbers, may have. */
export type NumberType = Exclude<DType, 'bfloat16' | 'complex64' | 'string'>;

/** The types that scikit-learn computes in: what it is given in another one becomes float64 (`FLOAT_DTYPES`). */
export type FloatType = Extract<NumberType, 'float64' | 'float32' | 'float16'>;

/** Numbers with the type that NumPy holds them in. */
export interface Numbers {
  readonly type: NumberType;
  readonly values: Float64Array;
}

const FLOATS: readonly FloatType[] = ['float16', 'float32', 'float64'];
const WHOLE = /^(u?)int(8|16|32|64)$/;

/** Whether an array may have this type here. */
export function isNumberType(dtype: DType): dtype is NumberType {
  return dtype !== 'bfloat16' && dtype !== 'complex64' && dtype !== 'string';
}

/** Whether numbers of this type are floating-point numbers. */
export function isFloatType(type: NumberType): type is FloatType {
  return (FLOATS as readonly NumberType[]).includes(type);
}

/** The type that a matrix of this one is computed in. */
export function floatOf(type: NumberType | 'object'): FloatType {
  return type !== 'object' && isFloatType(type) ? type : 'float64';
}

/** The type that holds the values of both, `numpy.result_type`. */
export function promoted(x: NumberType, y: NumberType): NumberType {
  if (x === y || y === 'bool') return x;
  if (x === 'bool') return y;
  if (isFloatType(x) || isFloatType(y)) return FLOATS[Math.max(rankOf(x), rankOf(y))] ?? 'float64';
  const [, unsignedX, bitsX] = WHOLE.exec(x) ?? [];
  const [, unsignedY, bitsY] = WHOLE.exec(y) ?? [];
  if (unsignedX === unsignedY) return Number(bitsX) > Number(bitsY) ? x : y;
  const [signed, unsigned] = unsignedX ? [Number(bitsY), Number(bitsX)] : [Number(bitsX), Number(bitsY)];
  const bits = signed > unsigned ? signed : 2 * unsigned;
  return bits > 64 ? 'float64' : (`int${bits}` as NumberType);
}

/** The place in `FLOATS` of the smallest float that holds a type's values, as NumPy counts. */
function rankOf(type: NumberType): number {
  if (isFloatType(type)) return FLOATS.indexOf(type);
  const bits = Number(WHOLE.exec(type)?.[2] ?? 8);
  return bits === 8 ? 0 : bits === 16 ? 1 : 2;
}

/** The step between 1 and the next number, `numpy.finfo(type).eps`. */
export const EPSILON: Readonly<Record<FloatType, number>> = {
  float64: Number.EPSILON,
  float32: 2 ** -23,
  float16: 2 ** -10,
};

const ROUND: Readonly<Record<FloatType, (value: number) => number>> = {
  float64: (value) => value,
  float32: Math.fround,
  float16: toFloat16,
};

/** How a double becomes a number of this type; whole numbers stay as they are. */
export function rounding(type: NumberType | 'object'): (value: number) => number {
  return ROUND[floatOf(type)];
}

const LARGEST = 65_504;
const SMALLEST_NORMAL = 2 ** -14;

/** The float16 nearest to a double, ties to even. */
function toFloat16(value: number): number {
  const size = Math.abs(value);
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return value;
  const exponent = size < SMALLEST_NORMAL ? -14 : Math.floor(Math.log2(size));
  // The logarithm of a number just below a power of two may be rounded up to it.
  const step = 2 ** ((2 ** exponent > size && exponent > -14 ? exponent - 1 : exponent) - 10);
  const rounded = step * roundHalfEven(size / step);
  return Math.sign(value) * (rounded > LARGEST ? Number.POSITIVE_INFINITY : rounded);
}

function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}

/**
 * NumPy's `matrix op= numbers` for each element: computed in the type of both and rounded to the matrix's. Basic arithmetic of
 * doubles, rounded, is the arithmetic of the smaller types.
 */
export function inPlace(
  type: FloatType,
  other: NumberType,
  op: (x: number, y: number) => number,
): (x: number, y: number) => number {
  const [both, own] = [rounding(promoted(type, other)), rounding(type)];
  return (x, y) => own(both(op(x, y)));
}
