import { sizeOf, type Tensor, toFloat64 } from '../model/index.ts';
import { everyElement, type Layout, layoutsBetween } from './layouts.ts';
import type { Transform } from './VariableRow.ts';

/** Tensors larger than this are not searched for transforms. */
const MAX_ELEMENTS = 16_777_216;

type Values = Float64Array;
type Test = (a: Values, b: Values, shapeA: readonly number[], shapeB: readonly number[]) => boolean;

/** Ways in which one tensor becomes another, tested in this order; all but `cast` and `scaled` bit for bit. */
const TESTS: readonly (readonly [Transform, Test])[] = [
  ['flipped', isFlipped],
  ['gates-permuted', areGatesPermuted],
  ['columns-permuted', areColumnsPermuted],
  ['rows-permuted', areRowsPermuted],
  ['cast', isCast],
  ['scaled', isScaled],
];

/** How `a` becomes `b`, `null` when no known transform does it. `tolerance` is what rounding may have changed, by element. */
export function transformOf(a: Tensor, b: Tensor, tolerance: Tolerance | null = null): Transform | null {
  const count = sizeOf(a.shape);
  if (count !== sizeOf(b.shape) || count > MAX_ELEMENTS || count < 2) return null;
  const [x, y] = [toFloat64(a), toFloat64(b)];
  if (!x || !y || isConstant(x)) return null;
  const tested = TESTS.find(([, test]) => test(x, y, a.shape, b.shape))?.[0];
  if (tested) return tested;
  const inPlace = (i: number): boolean => near(x[i] as number, y[i] as number, tolerance?.(i, i) ?? 0);
  if (tolerance && same(a.shape, b.shape) && x.every((_, i) => inPlace(i))) return 'rounded';
  return turned(x, y, layoutsBetween(a.shape, b.shape), tolerance);
}

/** How far an element of A (by its index) and its counterpart in B may be apart. */
export type Tolerance = (a: number, b: number) => number;

const near = (a: number, b: number, allowed: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= allowed || (Number.isNaN(a) && Number.isNaN(b));

/** The elements in another layout: the same, rounded to half precision, or rounded as a file says. */
function turned(
  a: Values,
  b: Values,
  layouts: readonly Layout[],
  tolerance: Tolerance | null,
): Transform | null {
  const at = (values: Values, i: number): number => values[i] as number;
  const exact = layouts.find((it) => everyElement(it, (i, j) => Object.is(at(a, i), at(b, j))));
  if (exact) return exact.same ? 'reshaped' : 'transposed';
  const isCastTurned = layouts.some((it) =>
    [bfloat, half].some(
      (round) =>
        everyElement(it, (i, j) => Object.is(round(at(a, i)), at(b, j))) ||
        everyElement(it, (i, j) => Object.is(at(a, i), round(at(b, j)))),
    ),
  );
  if (isCastTurned) return 'transposed-and-cast';
  const isRounded = layouts.some((it) =>
    everyElement(it, (i, j) => near(at(a, i), at(b, j), tolerance?.(i, j) ?? 0)),
  );
  return isRounded ? 'transposed-and-rounded' : null;
}

function isConstant(x: Values): boolean {
  return x.every((value) => value === x[0]);
}

const same = (shapeA: readonly number[], shapeB: readonly number[]): boolean =>
  shapeA.join() === shapeB.join();

/** A kernel turned by 180° in its spatial axes: true convolution against correlation. */
function isFlipped(a: Values, b: Values, shapeA: readonly number[], shapeB: readonly number[]): boolean {
  if (shapeA.length < 3 || !same(shapeA, shapeB)) return false;
  const inner = (shapeA[shapeA.length - 1] as number) * (shapeA[shapeA.length - 2] as number);
  const cells = a.length / inner;
  return a.every((value, i) => {
    const cell = Math.floor(i / inner);
    return Object.is(value, b[(cells - 1 - cell) * inner + (i - cell * inner)]);
  });
}

/** Blocks of the last axis in another order: LSTM's i, f, c, o and GRU's z, r, h. */
function areGatesPermuted(
  a: Values,
  b: Values,
  shapeA: readonly number[],
  shapeB: readonly number[],
): boolean {
  const last = shapeA[shapeA.length - 1] ?? 0;
  if (!same(shapeA, shapeB)) return false;
  return [4, 3].some((gates) => last % gates === 0 && last > gates && isPermuted(a, b, last, last / gates));
}

function areColumnsPermuted(
  a: Values,
  b: Values,
  shapeA: readonly number[],
  shapeB: readonly number[],
): boolean {
  const last = shapeA[shapeA.length - 1] ?? 0;
  return same(shapeA, shapeB) && last > 1 && isPermuted(a, b, last, 1);
}

/** Whether blocks of `width` columns stand in another order, the same in every row. */
function isPermuted(a: Values, b: Values, columns: number, width: number): boolean {
  const keys = (values: Values): string[] =>
    Array.from({ length: columns / width }, (_, block) => blockKey(values, columns, block * width, width));
  const [keysA, keysB] = [keys(a), keys(b)];
  return keysA.join() !== keysB.join() && keysA.toSorted().join() === keysB.toSorted().join();
}

/** A block's content as text of two independent sums of its bit patterns: order-sensitive, cheap, no collisions in practice. */
function blockKey(values: Values, columns: number, from: number, width: number): string {
  const bits = new BigUint64Array(values.buffer, values.byteOffset, values.length);
  let hash = 0xcbf29ce484222325n;
  for (let row = 0; row * columns < values.length; row++) {
    for (let i = 0; i < width; i++) {
      hash = BigInt.asUintN(64, (hash ^ (bits[row * columns + from + i] as bigint)) * 0x100000001b3n);
    }
  }
  return hash.toString(36);
}

function areRowsPermuted(
  a: Values,
  b: Values,
  shapeA: readonly number[],
  shapeB: readonly number[],
): boolean {
  const rows = shapeA[0] ?? 0;
  if (shapeA.length < 2 || rows < 2 || !same(shapeA, shapeB)) return false;
  const width = a.length / rows;
  const keys = (values: Values): string[] =>
    Array.from({ length: rows }, (_, row) =>
      blockKey(values.subarray(row * width, (row + 1) * width), width, 0, width),
    );
  const [keysA, keysB] = [keys(a), keys(b)];
  return keysA.join() !== keysB.join() && keysA.toSorted().join() === keysB.toSorted().join();
}

const bfloat = (value: number): number => roundTo(value, 8);
const half = (value: number): number => roundTo(value, 11);

/** Every value rounded to half precision, on one side only. */
function isCast(a: Values, b: Values): boolean {
  return [bfloat, half].some((round) => matches(a, b, round) || matches(b, a, round));
}

function matches(from: Values, to: Values, round: (value: number) => number): boolean {
  return from.every(
    (value, i) => Object.is(round(value), to[i]) || (Number.isNaN(value) && Number.isNaN(to[i])),
  );
}

/** A value rounded to `digits` significant bits, ties to even; subnormal halves are not told apart. */
function roundTo(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), digits === 11 ? -14 : -126);
  const unit = 2 ** (exponent - digits + 1);
  const scaled = value / unit;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) * unit;
}

/** One factor for all values, to float32 precision. */
function isScaled(a: Values, b: Values, shapeA: readonly number[], shapeB: readonly number[]): boolean {
  if (!same(shapeA, shapeB)) return false;
  const pivot = a.findIndex((value) => value !== 0);
  if (pivot < 0 || a.length < 8) return false;
  const factor = (b[pivot] as number) / (a[pivot] as number);
  if (!Number.isFinite(factor) || factor === 0 || factor === 1) return false;
  return a.every(
    (value, i) => Math.abs(value * factor - (b[i] as number)) <= 2e-7 * Math.abs(b[i] as number),
  );
}
