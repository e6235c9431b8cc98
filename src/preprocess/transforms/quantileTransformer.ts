import { ReadError } from '../../model/index.ts';
import { matrixOf } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { type FloatType, rounding } from '../NumberType.ts';
import { madeOf } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { normalQuantile } from './normalQuantile.ts';

/** `BOUNDS_THRESHOLD` of scikit-learn. */
const THRESHOLD = 1e-7;
const LOWEST = normalQuantile(THRESHOLD - Number.EPSILON);
const HIGHEST = normalQuantile(1 - (THRESHOLD - Number.EPSILON));

/** Ranks between the fitted quantiles, as they are or as quantiles of the normal distribution. */
export function quantileTransformer(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const { rows: steps, columns: features, values } = fitted.matrix('quantiles_');
  const references = fitted.numbers('references_');
  const isNormal = fitted.word('output_distribution', ['uniform', 'normal']) === 'normal';
  if (references.length !== steps || steps === 0)
    throw fitted.fault('references_', 'does not go with quantiles_');
  const quantiles = Array.from({ length: features }, (_, column) =>
    Float64Array.from({ length: steps }, (__, step) => values[step * features + column] as number),
  );
  return {
    ...{ label, features, keepsColumns: true, notes: [] },
    domains: quantiles.map((of) => ({ kind: 'between', low: of[0] as number, high: of.at(-1) as number })),
    apply: (table) => {
      if (table.sparse)
        throw new ReadError(
          'unsupported-feature',
          `${label} behind a step with sparse output leaves zeros out, which is not computed.`,
        );
      const { type, columns } = matrixOf(table, { label, features, nan: true, sparse: false });
      const own = rounding(type);
      return madeOf(table, {
        type,
        columns: columns.map((column, i) => {
          const outer = { type, isNormal, edge: fitted.hasWeakScalars ? own : rounding('float64') };
          const rank = ranks(quantiles[i] as Float64Array, references, outer);
          return column.map((value) => {
            if (Number.isNaN(value)) return value;
            return isNormal ? own(clipped(own(normalQuantile(own(rank(value)))))) : own(rank(value));
          });
        }),
      });
    },
  };
}

const clipped = (value: number): number => Math.min(Math.max(value, LOWEST), HIGHEST);

/** How values are held against the outermost quantiles. */
interface Outer {
  readonly type: FloatType;
  readonly isNormal: boolean;
  /** In which type the quantile is taken. */
  readonly edge: (value: number) => number;
}

/** Interpolated from below and from above, and the mean taken: quantiles may repeat. */
function ranks(
  quantiles: Float64Array,
  references: Float64Array,
  { type, isNormal, edge }: Outer,
): (value: number) => number {
  const [low, high] = [edge(quantiles[0] as number), edge(quantiles.at(-1) as number)];
  const own = rounding(type);
  const threshold = own(THRESHOLD);
  const negatedQuantiles = quantiles.map((value) => -value).reverse();
  const negatedReferences = references.map((value) => -value).reverse();
  return (value) => {
    if (isNormal ? own(value - threshold) < low : value === low) return 0;
    if (isNormal ? own(value + threshold) > high : value === high) return 1;
    const [up, down] = [
      interpolated(value, quantiles, references),
      interpolated(-value, negatedQuantiles, negatedReferences),
    ];
    return 0.5 * (up - down);
  };
}

/** `numpy.interp` at one point: `at` rises, beyond its ends the ends count, between repeats the last one. */
export function interpolated(x: number, at: Float64Array, values: Float64Array): number {
  const last = at.length - 1;
  if (x > (at[last] as number)) return values[last] as number;
  if (x < (at[0] as number)) return values[0] as number;
  let [low, high] = [0, last + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((at[middle] as number) <= x) low = middle;
    else high = middle;
  }
  const [from, value] = [at[low] as number, values[low] as number];
  if (low === last || from === x) return value;
  const slope = ((values[low + 1] as number) - value) / ((at[low + 1] as number) - from);
  return slope * (x - from) + value;
}
