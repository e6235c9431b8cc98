import { type HostValue, isText } from '../hostTensor.ts';

/** How two arrays of one shape differ. Pairs of NaN and of equal infinities count as equal. */
export interface Figures {
  readonly maxAbs: number;
  /** Largest |Δ| ÷ |a| where a is not 0. */
  readonly maxRel: number;
  readonly meanAbs: number;
  readonly rms: number;
  /** Largest finite |a|, else |b|. */
  readonly scale: number;
  readonly nanA: number;
  readonly nanB: number;
  /** Places where only one side is a finite number. */
  readonly mismatches: number;
}

/** Measures two arrays of one length, summing in doubles. Texts are equal or not. */
export function measure(a: HostValue['values'], b: HostValue['values']): Figures {
  return isText(a) || isText(b) ? measureTexts([...a], [...b]) : measureNumbers(a, b);
}

function measureTexts(a: readonly unknown[], b: readonly unknown[]): Figures {
  const none = { maxAbs: 0, maxRel: 0, meanAbs: 0, rms: 0, scale: 0, nanA: 0, nanB: 0 };
  return { ...none, mismatches: a.filter((text, i) => text !== b[i]).length };
}

type Numbers = Exclude<HostValue['values'], readonly string[]>;

function measureNumbers(a: Numbers, b: Numbers): Figures {
  const [x, y] = [floats(a), floats(b)];
  const gaps = measureGaps(x, y);
  const hasSpecials = !(gaps.total < Number.POSITIVE_INFINITY);
  const finite = hasSpecials ? measureGaps(...bothFinite(x, y)) : gaps;
  const count = Math.max(1, x.length);
  return {
    maxAbs: finite.maxAbs,
    maxRel: finite.maxRel,
    meanAbs: finite.total / count,
    rms: Math.sqrt(finite.squares / count),
    scale: (hasSpecials ? largestOf(x) : gaps.largest) || largestOf(y),
    ...(hasSpecials ? countSpecials(x, y) : NONE),
  };
}

/** Figures of the gaps, and the largest size on the first side. */
type Gaps = Record<'maxAbs' | 'maxRel' | 'total' | 'squares' | 'largest', number>;

/** The gaps of two arrays; `total` is not finite when a pair holds NaN or an infinity. */
function measureGaps(x: Floats, y: Floats): Gaps {
  let [maxAbs, maxRel, total, squares, largest] = [0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const u = x[i] as number;
    const gap = Math.abs(u - (y[i] as number));
    const size = Math.abs(u);
    if (size > largest) largest = size;
    if (gap === 0) continue;
    if (gap > maxAbs) maxAbs = gap;
    // A product is several times as fast as the quotient that it stands for.
    if (gap > maxRel * size && size > 0) maxRel = gap / size;
    total += gap;
    squares += gap * gap;
  }
  return { maxAbs, maxRel, total, squares, largest };
}

/** Both arrays with zeros where either is not finite. */
function bothFinite(x: Floats, y: Floats): [Floats, Floats] {
  const [a, b] = [x.slice(), y.slice()];
  for (let i = 0; i < a.length; i++) {
    const gap = (a[i] as number) - (b[i] as number);
    if (!Number.isFinite(gap)) a[i] = b[i] = 0;
  }
  return [a, b];
}

const NONE = { nanA: 0, nanB: 0, mismatches: 0 };

type Floats = Float32Array | Float64Array;

/** The loops see two kinds of array only, for which they are compiled. */
function floats(values: Numbers): Floats {
  return values instanceof Float32Array ? values : Float64Array.from(values);
}

function countSpecials(a: Floats, b: Floats): typeof NONE {
  const found = { ...NONE };
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (Number.isNaN(x)) found.nanA++;
    if (Number.isNaN(y)) found.nanB++;
    const same = x === y || (Number.isNaN(x) && Number.isNaN(y));
    if (!same && !Number.isFinite(x - y)) found.mismatches++;
  }
  return found;
}

function largestOf(values: Floats): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
  }
  return largest;
}

/** The gap as a share of the largest |a|; 1 where NaN or infinity stands against a number. */
export function relativeOf({
  maxAbs,
  scale,
  mismatches,
}: Pick<Figures, 'maxAbs' | 'scale' | 'mismatches'>): number {
  const share = maxAbs === 0 ? 0 : maxAbs / (scale || maxAbs);
  return mismatches > 0 ? Math.max(1, share) : share;
}

/** Several outputs of one node as one. */
export function worst(figures: readonly Figures[]): Figures | null {
  const [first, ...rest] = figures;
  if (!first) return null;
  return rest.reduce((all, next) => {
    const lead = relativeOf(next) > relativeOf(all) ? next : all;
    return {
      ...lead,
      nanA: all.nanA + next.nanA,
      nanB: all.nanB + next.nanB,
      mismatches: all.mismatches + next.mismatches,
    };
  }, first);
}
