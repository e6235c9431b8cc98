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
    for (let i = 0; i < a.length; i++) {
      const x = a[i] as number;
      const y = b[i] as number;
      if (Number.isFinite(x) && Number.isFinite(y)) this.#addFinite(x, y, this.#seen + i);
      else this.#addSpecial(x, y);
    }
    this.#seen += a.length;
  }

  #addFinite(x: number, y: number, index: number): void {
    const delta = Math.abs(y - x);
    const size = Math.abs(x);
    this.#count++;
    this.#dot += x * y;
    this.#normA += x * x;
    this.#normB += y * y;
    if (size > this.#maxA) this.#maxA = size;
    const low = Math.min(x, y);
    const high = Math.max(x, y);
    if (low < this.#minimum) this.#minimum = low;
    if (high > this.#maximum) this.#maximum = high;
    if (delta === 0) return;
    this.#countDifferent++;
    this.#sumAbs += delta;
    this.#sumSquares += delta * delta;
    if (delta > this.#maxAbs) {
      this.#maxAbs = delta;
      this.#maxAbsAt = index;
    }
    if (size > 0 && delta / size > this.#maxRel) {
      this.#maxRel = delta / size;
      this.#maxRelAt = index;
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
      minimum: this.#minimum,
      maximum: this.#maximum,
    };
  }
}
