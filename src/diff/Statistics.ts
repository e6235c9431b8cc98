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

/** Sums up pairs of numbers slice by slice, so that tensors of any size need no more memory than a slice. */
export class StatisticsSum {
  #count = 0;
  #seen = 0;
  #countDifferent = 0;
  #maxAbs = 0;
  #maxAbsAt = -1;
  #maxRel = 0;
  #maxRelAt = -1;
  #sumAbs = 0;
  #sumSquares = 0;
  #dot = 0;
  #normA = 0;
  #normB = 0;
  #maxA = 0;
  #nanA = 0;
  #nanB = 0;
  #infA = 0;
  #infB = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;

  /** Adds the next `a.length` pairs. */
  add(a: ArrayLike<number>, b: ArrayLike<number>): void {
    const [x, y] = [floats(a), floats(b)];
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
    this.#addSums(a, b, from, to);
  }

  /** The loop that comparing spends its time in: it works on local numbers, for fields are written to memory each time. */
  #addSums(a: Floats, b: Floats, from: number, to: number): void {
    let [dot, normA, normB] = [this.#dot, this.#normA, this.#normB];
    let [countDifferent, sumAbs, sumSquares] = [this.#countDifferent, this.#sumAbs, this.#sumSquares];
    let [maxAbs, maxAbsAt, maxRel, maxRelAt] = [this.#maxAbs, this.#maxAbsAt, this.#maxRel, this.#maxRelAt];
    const seen = this.#seen;
    for (let i = from; i < to; i++) {
      const x = a[i] as number;
      const y = b[i] as number;
      dot += x * y;
      normA += x * x;
      normB += y * y;
      const delta = Math.abs(y - x);
      if (delta === 0) continue;
      const size = Math.abs(x);
      countDifferent++;
      sumAbs += delta;
      sumSquares += delta * delta;
      if (delta > maxAbs) {
        maxAbs = delta;
        maxAbsAt = seen + i;
      }
      if (size > 0 && delta / size > maxRel) {
        maxRel = delta / size;
        maxRelAt = seen + i;
      }
    }
    [this.#dot, this.#normA, this.#normB] = [dot, normA, normB];
    [this.#countDifferent, this.#sumAbs, this.#sumSquares] = [countDifferent, sumAbs, sumSquares];
    [this.#maxAbs, this.#maxAbsAt, this.#maxRel, this.#maxRelAt] = [maxAbs, maxAbsAt, maxRel, maxRelAt];
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
    if (!Object.is(x, y)) this.#countDifferent++;
  }

  done(): Statistics {
    const norms = Math.sqrt(this.#normA) * Math.sqrt(this.#normB);
    return {
      countDifferent: this.#countDifferent,
      maxAbs: this.#maxAbs,
      maxAbsAt: this.#maxAbsAt,
      maxRel: this.#maxRel,
      maxRelAt: this.#maxRelAt,
      meanAbs: this.#count === 0 ? 0 : this.#sumAbs / this.#count,
      rms: this.#count === 0 ? 0 : Math.sqrt(this.#sumSquares / this.#count),
      cosine: norms === 0 ? null : this.#dot / norms,
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
