import { matrixOf, refuseSparse } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { itemsOf, numberOf } from '../Fitted.ts';
import { type FloatType, inPlace, type Numbers, rounding } from '../NumberType.ts';
import { madeOf } from '../Table.ts';
import type { Domain, Transform } from '../Transform.ts';
import { clipping } from './clipping.ts';

/** What happens to one value of a column. */
type Change = (value: number, column: number) => number;

/** `X op= numbers`, a number for each column. */
interface Operation {
  readonly numbers: Numbers;
  readonly does: (value: number, number: number) => number;
}

const divide: Operation['does'] = (value, scale) => value / scale;

/** What a scaler does to a matrix of a type, dense or sparse. Sparse columns are multiplied by `1 / scale`. */
interface Scaling {
  /** Subtracted before: of sparse matrices scikit-learn refuses that. */
  readonly centre?: Numbers | null;
  readonly scale: Numbers | null;
  /** Whether fitted numbers become the matrix's type before they are used. */
  readonly castsFirst?: boolean;
}

function operationsOf(
  { centre, scale, castsFirst }: Scaling,
  type: FloatType,
  isSparse: boolean,
): Operation[] {
  const cast = ({ values, type: own }: Numbers): Numbers =>
    castsFirst && !isSparse ? { type, values: values.map(rounding(type)) } : { type: own, values };
  const minus: Operation['does'] = (value, middle) => value - middle;
  return [
    ...(centre ? [{ numbers: cast(centre), does: minus }] : []),
    ...(scale ? [isSparse ? times(reciprocal(scale)) : { numbers: cast(scale), does: divide }] : []),
  ];
}

const times = (numbers: Numbers): Operation => ({ numbers, does: (value, factor) => value * factor });

const reciprocal = ({ type, values }: Numbers): Numbers => ({
  type,
  values: values.map((value) => rounding(type)(1 / value)),
});

/** Operations one after the other, each rounded to the matrix's type. */
function changeBy(operations: readonly Operation[], type: FloatType): Change {
  const steps = operations.map(({ numbers, does }) => {
    const step = inPlace(type, numbers.type, does);
    return (value: number, column: number) => step(value, numbers.values[column] as number);
  });
  return (value, column) => steps.reduce((sofar, step) => step(sofar, column), value);
}

function columnwise(
  fitted: Fitted,
  length: number | null,
  changeFor: (type: FloatType, isSparse: boolean) => Change,
  domains: Transform['domains'],
  sparse: boolean,
): Transform {
  const { className: label } = fitted;
  const features = fitted.features ?? length;
  if (length !== null && features !== length)
    throw fitted.fault('n_features_in_', `is ${features}, but ${length} columns were fitted`);
  return {
    ...{ label, features, domains, keepsColumns: true, notes: [] },
    apply: (table) => {
      const { type, columns } = matrixOf(table, { label, features, nan: true, sparse });
      const change = changeFor(type, table.sparse ?? false);
      return madeOf(table, {
        type,
        sparse: table.sparse,
        columns: columns.map((column, index) => column.map((value) => change(value, index))),
      });
    },
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
function sameLength(fitted: Fitted, name: string, numbers: Numbers, length: number): Numbers {
  if (numbers.values.length !== length)
    throw fitted.fault(name, `has ${numbers.values.length} values for ${length} columns`);
  return numbers;
}

function centredAndScaled(fitted: Fitted, scaling: Scaling, names: readonly [string, string]): Transform {
  const { className: label } = fitted;
  const { centre = null, scale } = scaling;
  const length = centre?.values.length ?? scale?.values.length ?? fitted.features;
  for (const [i, numbers] of [centre, scale].entries())
    if (numbers && length !== null) sameLength(fitted, names[i] as string, numbers, length);
  const zeros = new Float64Array(length ?? 0);
  const made = columnwise(
    fitted,
    length,
    (type, isSparse) => changeBy(operationsOf(scaling, type, isSparse), type),
    around(centre?.values ?? zeros, scale?.values ?? zeros.map(() => 1)),
    true,
  );
  return {
    ...made,
    apply: (table) => {
      if (centre) refuseSparse(table, label, 'cannot centre a sparse matrix');
      return made.apply(table);
    },
  };
}

/** `(x − mean_) / scale_`; from scikit-learn 1.8 on, both as numbers of the samples' type. */
export function standardScaler(fitted: Fitted): Transform {
  const centre = fitted.flag('with_mean') ? fitted.typed('mean_') : null;
  const scale = fitted.flag('with_std') ? fitted.typed('scale_') : null;
  return centredAndScaled(fitted, { centre, scale, castsFirst: fitted.isSince(1, 8) }, ['mean_', 'scale_']);
}

/** `(x − center_) / scale_`. */
export function robustScaler(fitted: Fitted): Transform {
  const centre = fitted.flag('with_centering') ? fitted.typed('center_') : null;
  const scale = fitted.flag('with_scaling') ? fitted.typed('scale_') : null;
  return centredAndScaled(fitted, { centre, scale }, ['center_', 'scale_']);
}

/** `x · scale_ + min_`, clipped to `feature_range` when told (`clip`, from scikit-learn 0.24 on). */
export function minMaxScaler(fitted: Fitted): Transform {
  const scale = fitted.typed('scale_');
  const min = sameLength(fitted, 'min_', fitted.typed('min_'), scale.values.length);
  const range = (itemsOf(fitted.option('feature_range')) ?? []).map(numberOf);
  const [low = null, high = null] = range;
  if (range.length !== 2 || low === null || high === null)
    throw fitted.fault('feature_range', 'is no pair of numbers');
  const clip = fitted.flag('clip', false);
  const plus: Operation = { numbers: min, does: (value, offset) => value + offset };
  const changeFor = (type: FloatType): Change => {
    const change = changeBy([times(scale), plus], type);
    const clipped = clip ? clipping(type, low, high) : null;
    return clipped ? (value, i) => clipped(change(value, i)) : change;
  };
  const domains = Array.from(scale.values, (s, i) =>
    between((low - (min.values[i] as number)) / s, (high - (min.values[i] as number)) / s),
  );
  return columnwise(fitted, scale.values.length, changeFor, domains, false);
}

/** `x / scale_`, clipped to ±1 when told. */
export function maxAbsScaler(fitted: Fitted): Transform {
  const scale = fitted.typed('scale_');
  const clip = fitted.flag('clip', false);
  const changeFor = (type: FloatType, isSparse: boolean): Change => {
    const change = changeBy(operationsOf({ scale }, type, isSparse), type);
    const clipped = clip ? clipping(type, -1, 1) : null;
    return clipped ? (value, i) => clipped(change(value, i)) : change;
  };
  const domains = Array.from(scale.values, (s) => between(-s, s));
  return columnwise(fitted, scale.values.length, changeFor, domains, true);
}
