import type { JsonObject, Shape } from '../../model/index.ts';
import type { Initializer } from './initializerOf.ts';

/** What a tensor's values say: drawn as at the start, the constant of the start, or neither. */
export type Initial = 'drawn' | 'constant' | 'no';

/** Fewer random values than this prove nothing: a few steps of training may leave all of them within their bounds. */
const FEWEST = 64;

/** Right angles are never by chance, but one or two vectors have none. */
const FEWEST_ORTHOGONAL = 9;

/** How many standard deviations a mean square may be off. */
const SIGMAS = 3.5;

/** The chance that the largest of a tensor's values stays as far below the limit as it does, at least. */
const RAREST = 1e-4;

/** Standard deviation of a normal distribution cut at two of its own (`keras/src/initializers/random_initializers.py`). */
const CUT = 0.87962566103423978;

type Values = Float64Array;
type Test = (values: Values, shape: Shape, config: JsonObject) => boolean;

/** Initialisers that draw at random, by what no trained tensor keeps. */
const DRAWN: Readonly<Record<string, Test>> = {
  GlorotUniform: (values, shape) => fansOf(shape).some(([i, o]) => isUniform(values, Math.sqrt(6 / (i + o)))),
  HeUniform: (values, shape) => fansOf(shape).some(([i]) => isUniform(values, Math.sqrt(6 / i))),
  LecunUniform: (values, shape) => fansOf(shape).some(([i]) => isUniform(values, Math.sqrt(3 / i))),
  GlorotNormal: (values, shape) =>
    fansOf(shape).some(([i, o]) => isCutNormal(values, Math.sqrt(2 / (i + o)) / CUT)),
  HeNormal: (values, shape) => fansOf(shape).some(([i]) => isCutNormal(values, Math.sqrt(2 / i) / CUT)),
  LecunNormal: (values, shape) => fansOf(shape).some(([i]) => isCutNormal(values, Math.sqrt(1 / i) / CUT)),
  RandomUniform: (values, _, config) => {
    const [from, to] = [numberOr(config.minval, -0.05), numberOr(config.maxval, 0.05)];
    return from === -to && isUniform(values, to);
  },
  TruncatedNormal: (values, _, config) =>
    numberOr(config.mean, 0) === 0 && isCutNormal(values, numberOr(config.stddev, 0.05)),
  Orthogonal: (values, shape, config) => isOrthogonal(values, shape, numberOr(config.gain, 1)),
};

/** Initialisers that fill in a constant. */
const CONSTANT: Readonly<Record<string, (values: Values) => boolean>> = {
  Zeros: (values) => values.every((value) => value === 0),
  Ones: (values) => values.every((value) => value === 1),
  UnitForgetBias: (values) => {
    const units = values.length / 4;
    return values.every((value, i) => value === (Math.floor(i / units) === 1 ? 1 : 0));
  },
};

/**
 * Whether a tensor looks as its initialiser leaves it; `null` for initialisers that leave no mark (normal without bounds,
 * user code) and tensors too small to show one. Training steps leave neither bounds nor constants as they were.
 */
export function looksInitial({ name, config }: Initializer, values: Values, shape: Shape): Initial | null {
  if (Object.hasOwn(CONSTANT, name)) return CONSTANT[name]?.(values) ? 'constant' : 'no';
  const test = Object.hasOwn(DRAWN, name) ? DRAWN[name] : undefined;
  const fewest = name === 'Orthogonal' ? FEWEST_ORTHOGONAL : FEWEST;
  if (!test || values.length < fewest) return null;
  return test(values, shape, config) ? 'drawn' : 'no';
}

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** Fan in and out as Keras counts them; a kernel of three axes is also one of EinsumDense, whose axes are its own matter. */
function fansOf(shape: Shape): [number, number][] {
  const all = (from: number, to: number): number => shape.slice(from, to).reduce((x, y) => x * y, 1);
  const rank = shape.length;
  if (rank < 2) return [[shape[0] ?? 1, shape[0] ?? 1]];
  const field = all(0, rank - 2);
  const usual: [number, number] = [(shape[rank - 2] as number) * field, (shape[rank - 1] as number) * field];
  if (rank !== 3) return [usual];
  return [usual, [all(0, 1), all(1, 3)], [all(0, 2), all(2, 3)]];
}

/** Drawn evenly between −limit and limit: nothing beyond, the largest close to it, the mean square a third of its square. */
function isUniform(values: Values, limit: number): boolean {
  if (!(limit > 0)) return false;
  const [largest, square] = spread(values, limit);
  const n = values.length;
  return (
    largest <= 1 + 1e-6 &&
    largest >= RAREST ** (1 / n) &&
    Math.abs(square - 1 / 3) <= SIGMAS * Math.sqrt(4 / 45 / n)
  );
}

/** Standard deviation of the square of such a value, in means of that square. */
const CUT_SPREAD = 1.17;

/** Drawn from a normal distribution that is cut at two standard deviations: nothing beyond, and the mean square that it has. */
function isCutNormal(values: Values, deviation: number): boolean {
  if (!(deviation > 0)) return false;
  const [largest, square] = spread(values, deviation);
  const expected = CUT * CUT;
  return (
    largest <= 2 + 1e-6 &&
    largest >= 1.5 &&
    Math.abs(square - expected) <= (SIGMAS * CUT_SPREAD * expected) / Math.sqrt(values.length)
  );
}

/** Largest |value| and mean square, in units. */
function spread(values: Values, unit: number): [number, number] {
  let [largest, sum] = [0, 0];
  for (const value of values) {
    const scaled = Math.abs(value) / unit;
    if (scaled > largest || Number.isNaN(scaled)) largest = scaled;
    sum += scaled * scaled;
  }
  return [largest, sum / values.length];
}

/** Rows or columns compared with each other at most. */
const VECTORS = 24;

/** The shorter side of the matrix has unit vectors (times `gain`) at right angles; float32 keeps that to five digits. */
function isOrthogonal(values: Values, shape: Shape, gain: number): boolean {
  const columns = shape[shape.length - 1] as number;
  const rows = values.length / columns;
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
  const at = (vector: number, i: number): number =>
    (rows < columns ? values[vector * columns + i] : values[i * columns + vector]) as number;
  const taken = Math.min(count, VECTORS);
  for (let x = 0; x < taken; x++)
    for (let y = x; y < taken; y++) {
      let dot = 0;
      for (let i = 0; i < length; i++) dot += at(x, i) * at(y, i);
      if (!(Math.abs(dot - (x === y ? gain * gain : 0)) <= 1e-5 * Math.max(1, gain * gain))) return false;
    }
  return taken > 1;
}
