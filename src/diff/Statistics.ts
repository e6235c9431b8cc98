/** What a pair of arrays of the same shape amounts to. All sums in double precision. */
export interface Statistics {
  /** Elements whose bits differ as values: NaN equals NaN, −0 equals 0. */
  readonly countDifferent: number;
  /** Largest |b − a| and its flat index; 0 and −1 when nothing differs. Pairs with a NaN or equal infinities are left out. */
  readonly maxAbs: number;
  readonly maxAbsAt: number;
  /** Largest |b − a| ÷ |a| where a ≠ 0. */
  readonly maxRel: number;
  readonly maxRelAt: number;
  readonly meanAbs: number;
  readonly rms: number;
  /** `null` when one side is all zero. */
  readonly cosine: number | null;
  readonly maxA: number;
  readonly nanA: number;
  readonly nanB: number;
  readonly infA: number;
  readonly infB: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Elements looked at together: few enough to stay in the fastest cache between the two passes over them. */
const BLOCK = 2048;

/** Places of the running sums, which an array of doubles keeps: fields would be made anew with every change. */
const [DIFFERENT, SUM_ABS, SUM_SQUARES, MAX_ABS, MAX_ABS_AT, MAX_REL, MAX_REL_AT] = [
  0, 1, 2, 3, 4, 5, 6,
] as const;
/** Each of these has two places: elements at even and at odd positions are summed up apart. */
const [DOT, NORM_A, NORM_B, SUMS] = [7, 9, 11, 13] as const;

/** Sums up pairs of numbers slice by slice, so that tensors of any size need no more memory than a slice. */
export class StatisticsSum {
  readonly #sums = new Float64Array(SUMS);
  #count = 0;
  #seen = 0;
  #maxA = 0;
  #nanA = 0;
  #nanB = 0;
  #infA = 0;
  #infB = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;

  constructor() {
    this.#sums[MAX_ABS_AT] = -1;
    this.#sums[MAX_REL_AT] = -1;
  }

  /** Adds the next `a.length` pairs. */
  add(a: ArrayLike<number>, b: ArrayLike<number>): void {
    const x = floats(a);
    const y = floats(b);
    for (let from = 0; from < x.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, x.length);
      if (readRange(x, from, to, rangeA) && readRange(y, from, to, rangeB)) this.#addFinite(x, y, from, to);
      else this.#addMixed(x, y, from, to);
    }
    this.#seen += x.length;
  }

  /** A block without NaN or infinity; `rangeA` and `rangeB` hold its limits. */
  #addFinite(a: Floats, b: Floats, from: number, to: number): void {
    this.#count += to - from;
    this.#maxA = Math.max(this.#maxA, -rangeA.low, rangeA.high);
    this.#minimum = Math.min(this.#minimum, rangeA.low, rangeB.low);
    this.#maximum = Math.max(this.#maximum, rangeA.high, rangeB.high);
    addProducts(a, b, from, to, (this.#seen + from) % 2, this.#sums);
    addDifferences(a, b, from, to, this.#seen, this.#sums);
  }

  #addMixed(a: Floats, b: Floats, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if (readRange(a, i, i + 1, rangeA) && readRange(b, i, i + 1, rangeB)) this.#addFinite(a, b, i, i + 1);
      else this.#addSpecial(a[i] as number, b[i] as number);
    }
  }

  #addSpecial(x: number, y: number): void {
    if (Number.isNaN(x)) this.#nanA++;
    if (Number.isNaN(y)) this.#nanB++;
    if (x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY) this.#infA++;
    if (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY) this.#infB++;
    if (!Object.is(x, y)) this.#sums[DIFFERENT] = this.#sum(DIFFERENT) + 1;
  }

  #sum(place: number): number {
    return this.#sums[place] as number;
  }

  done(): Statistics {
    const both = (place: number) => this.#sum(place) + this.#sum(place + 1);
    const norms = Math.sqrt(both(NORM_A)) * Math.sqrt(both(NORM_B));
    return {
      countDifferent: this.#sum(DIFFERENT),
      maxAbs: this.#sum(MAX_ABS),
      maxAbsAt: this.#sum(MAX_ABS_AT),
      maxRel: this.#sum(MAX_REL),
      maxRelAt: this.#sum(MAX_REL_AT),
      meanAbs: this.#count === 0 ? 0 : this.#sum(SUM_ABS) / this.#count,
      rms: this.#count === 0 ? 0 : Math.sqrt(this.#sum(SUM_SQUARES) / this.#count),
      cosine: norms === 0 ? null : both(DOT) / norms,
      maxA: this.#maxA,
      nanA: this.#nanA,
      nanB: this.#nanB,
      infA: this.#infA,
      infB: this.#infB,
      // −0 and 0 count as one value, so that slicing cannot change the result.
      minimum: this.#minimum + 0,
      maximum: this.#maximum + 0,
    };
  }
}

/**
 * Adds products and squares. Every sum waits for the one before it, so two of each run side by side; `parity` is that of
 * the first element's position, so that slicing cannot change which of them it goes to.
 */
function addProducts(
  a: Floats,
  b: Floats,
  from: number,
  to: number,
  parity: number,
  sums: Float64Array,
): void {
  const [one, two] = [parity, 1 - parity];
  let dot = sums[DOT + one] as number;
  let normA = sums[NORM_A + one] as number;
  let normB = sums[NORM_B + one] as number;
  let dot2 = sums[DOT + two] as number;
  let normA2 = sums[NORM_A + two] as number;
  let normB2 = sums[NORM_B + two] as number;
  const even = to - ((to - from) % 2);
  for (let i = from; i < even; i += 2) {
    const x = a[i] as number;
    const y = b[i] as number;
    const x2 = a[i + 1] as number;
    const y2 = b[i + 1] as number;
    dot += x * y;
    normA += x * x;
    normB += y * y;
    dot2 += x2 * y2;
    normA2 += x2 * x2;
    normB2 += y2 * y2;
  }
  if (even < to) {
    const x = a[even] as number;
    const y = b[even] as number;
    dot += x * y;
    normA += x * x;
    normB += y * y;
  }
  sums[DOT + one] = dot;
  sums[NORM_A + one] = normA;
  sums[NORM_B + one] = normB;
  sums[DOT + two] = dot2;
  sums[NORM_A + two] = normA2;
  sums[NORM_B + two] = normB2;
}

function addDifferences(
  a: Floats,
  b: Floats,
  from: number,
  to: number,
  seen: number,
  sums: Float64Array,
): void {
  let different = sums[DIFFERENT] as number;
  let sumAbs = sums[SUM_ABS] as number;
  let sumSquares = sums[SUM_SQUARES] as number;
  let maxAbs = sums[MAX_ABS] as number;
  let maxRel = sums[MAX_REL] as number;
  for (let i = from; i < to; i++) {
    const x = a[i] as number;
    const delta = Math.abs((b[i] as number) - x);
    if (delta === 0) continue;
    different++;
    sumAbs += delta;
    sumSquares += delta * delta;
    if (delta > maxAbs) {
      maxAbs = delta;
      sums[MAX_ABS_AT] = seen + i;
    }
    // A product is several times as fast as the quotient that it stands for.
    if (delta > maxRel * Math.abs(x) && x !== 0) {
      maxRel = delta / Math.abs(x);
      sums[MAX_REL_AT] = seen + i;
    }
  }
  sums[DIFFERENT] = different;
  sums[SUM_ABS] = sumAbs;
  sums[SUM_SQUARES] = sumSquares;
  sums[MAX_ABS] = maxAbs;
  sums[MAX_REL] = maxRel;
}

type Floats = Float32Array | Float64Array;

/** Whatever holds the numbers, the loops above see only two kinds of array, for which they are compiled. */
function floats(values: ArrayLike<number>): Floats {
  return values instanceof Float32Array || values instanceof Float64Array ? values : new Float64Array(values);
}

interface Range {
  low: number;
  high: number;
}

const rangeA: Range = { low: 0, high: 0 };
const rangeB: Range = { low: 0, high: 0 };

/** The limits of `values[from … to - 1]`, into `range`; false when one of them is not finite. */
function readRange(values: Floats, from: number, to: number, range: Range): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (value - value !== 0) return false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  range.low = low;
  range.high = high;
  return true;
}
