import { numericColumns } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { itemsOf, numberOf } from '../Fitted.ts';
import type { Domain, Transform } from '../Transform.ts';

/** What happens to one value of a column. */
type Change = (value: number, column: number) => number;

function columnwise(
  fitted: Fitted,
  length: number | null,
  change: Change,
  domains: Transform['domains'],
): Transform {
  const { className: label } = fitted;
  const features = fitted.features ?? length;
  if (length !== null && features !== length)
    throw fitted.fault('n_features_in_', `is ${features}, but ${length} columns were fitted`);
  return {
    ...{ label, features, domains, keepsColumns: true, notes: [] },
    apply: (table) => ({
      rows: table.rows,
      ...(table.sparse ? { sparse: true } : {}),
      columns: numericColumns(table, { label, features, nan: true }).map((column, index) =>
        column.map((value) => change(value, index)),
      ),
    }),
  };
}

const between = (low: number, high: number): Domain | null =>
  Number.isFinite(low) && Number.isFinite(high) ? { kind: 'between', low, high } : null;

/** Around a centre, two scales to both sides. */
export function around(centres: ArrayLike<number>, scales: ArrayLike<number>): (Domain | null)[] {
  return Array.from(centres, (centre, i) =>
    between(centre - 2 * (scales[i] ?? 1), centre + 2 * (scales[i] ?? 1)),
  );
}

/** Of columns that both must have; a length that differs is a damaged file. */
function sameLength(fitted: Fitted, name: string, numbers: Float64Array, length: number): Float64Array {
  if (numbers.length !== length)
    throw fitted.fault(name, `has ${numbers.length} values for ${length} columns`);
  return numbers;
}

function centredAndScaled(
  fitted: Fitted,
  centreName: string,
  scaleName: string,
  centres: boolean,
  scales: boolean,
): Transform {
  const centre = centres ? fitted.numbers(centreName) : null;
  const scale = scales ? fitted.numbers(scaleName) : null;
  const length = centre?.length ?? scale?.length ?? fitted.features;
  for (const [name, numbers] of [
    [centreName, centre],
    [scaleName, scale],
  ] as const)
    if (numbers && length !== null) sameLength(fitted, name, numbers, length);
  const zeros = new Float64Array(length ?? 0);
  const change: Change = (value, i) => (value - (centre?.[i] ?? 0)) / (scale?.[i] ?? 1);
  return columnwise(fitted, length, change, around(centre ?? zeros, scale ?? zeros.map(() => 1)));
}

/** `(x − mean_) / scale_`. */
export function standardScaler(fitted: Fitted): Transform {
  return centredAndScaled(fitted, 'mean_', 'scale_', fitted.flag('with_mean'), fitted.flag('with_std'));
}

/** `(x − center_) / scale_`. */
export function robustScaler(fitted: Fitted): Transform {
  return centredAndScaled(
    fitted,
    'center_',
    'scale_',
    fitted.flag('with_centering'),
    fitted.flag('with_scaling'),
  );
}

/** `x · scale_ + min_`, clipped to `feature_range` when told (`clip`, from scikit-learn 0.24 on). */
export function minMaxScaler(fitted: Fitted): Transform {
  const scale = fitted.numbers('scale_');
  const min = sameLength(fitted, 'min_', fitted.numbers('min_'), scale.length);
  const range = (itemsOf(fitted.option('feature_range')) ?? []).map(numberOf);
  const [low = null, high = null] = range;
  if (range.length !== 2 || low === null || high === null)
    throw fitted.fault('feature_range', 'is no pair of numbers');
  const clip = fitted.flag('clip', false);
  const change: Change = (value, i) => {
    const scaled = value * (scale[i] as number) + (min[i] as number);
    return clip ? clipped(scaled, low, high) : scaled;
  };
  const domains = Array.from(scale, (s, i) =>
    between((low - (min[i] as number)) / s, (high - (min[i] as number)) / s),
  );
  return columnwise(fitted, scale.length, change, domains);
}

/** `x / scale_`, clipped to ±1 when told. */
export function maxAbsScaler(fitted: Fitted): Transform {
  const scale = fitted.numbers('scale_');
  const clip = fitted.flag('clip', false);
  const change: Change = (value, i) => {
    const scaled = value / (scale[i] as number);
    return clip ? clipped(scaled, -1, 1) : scaled;
  };
  return columnwise(
    fitted,
    scale.length,
    change,
    Array.from(scale, (s) => between(-s, s)),
  );
}

/** NaN stays NaN, as in `numpy.clip`. */
function clipped(value: number, low: number, high: number): number {
  return Number.isNaN(value) ? value : Math.min(Math.max(value, low), high);
}
