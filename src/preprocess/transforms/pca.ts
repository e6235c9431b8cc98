import { matrixOf } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { numberOf } from '../Fitted.ts';
import { EPSILON, floatOf, inPlace, type Numbers, promoted, rounding } from '../NumberType.ts';
import { madeOf, type Table } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { around } from './scalers.ts';

/** What was fitted, each with its type. */
interface Projection {
  readonly components: Numbers;
  /** Row by row of `components`. */
  readonly rows: readonly Float64Array[];
  readonly mean: Numbers;
  readonly divisors: Numbers | null;
  /** Whether the mean is taken off after the product (1.5 on) and not before. */
  readonly centresAfter: boolean;
}

/** `(x − mean_) · components_ᵀ`, divided by the components' deviations when whitening. */
export function pca(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const { rows: count, columns: features, ...components } = fitted.matrix('components_');
  const mean: Numbers =
    fitted.value('mean_') === null
      ? { type: components.type, values: new Float64Array(features) }
      : fitted.typed('mean_');
  const variance = fitted.typed('explained_variance_');
  if (mean.values.length !== features || variance.values.length !== count)
    throw fitted.fault('mean_', 'does not go with components_');
  const rows = Array.from({ length: count }, (_, i) =>
    components.values.subarray(i * features, (i + 1) * features),
  );
  const projection: Projection = {
    ...{ components, rows, mean, centresAfter: fitted.isSince(1, 5) },
    divisors: fitted.flag('whiten') ? deviations(variance, fitted) : null,
  };
  const noise = numberOf(fitted.value('noise_variance_') ?? 0) ?? 0;
  return {
    ...{ label, features, keepsColumns: false, notes: [] },
    domains: around(mean.values, spreads(rows, variance.values, noise)),
    apply: (table) => {
      const { columns } = matrixOf(table, { label, features, nan: false, sparse: fitted.isSince(1, 4) });
      return madeOf(table, projected(label, typeOf(table, fitted), columns, table.rows, projection));
    },
  };
}

/** Before 0.24, whole and half numbers were not made doubles first. */
function typeOf({ type }: Table, fitted: Fitted): Numbers['type'] {
  if (!fitted.isSince(0, 24)) return type === 'object' ? 'float64' : type;
  return floatOf(type) === 'float32' ? 'float32' : 'float64';
}

function projected(
  label: string,
  type: Numbers['type'],
  columns: readonly Float64Array[],
  count: number,
  { components, rows, mean, divisors, centresAfter }: Projection,
): Pick<Table, 'columns' | 'type' | 'notes'> {
  const taken = centresAfter ? type : promoted(type, mean.type);
  const made = floatOf(promoted(taken, components.type));
  const meanType = promoted(mean.type, components.type);
  const [round, roundTaken, roundMean] = [rounding(made), rounding(taken), rounding(meanType)];
  const minus = inPlace(made, meanType, (value, offset) => value - offset);
  const divided = inPlace(made, divisors?.type ?? made, (value, by) => value / by);
  const values = rows.map((component, k) => {
    const offset = roundMean(dot(component, (i) => mean.values[i] as number));
    return Float64Array.from({ length: count }, (_, row) => {
      const raw = (i: number): number => (columns[i] as Float64Array)[row] as number;
      const value = centresAfter
        ? minus(round(dot(component, raw)), offset)
        : round(dot(component, (i) => roundTaken(raw(i) - (mean.values[i] as number))));
      return divisors ? divided(value, divisors.values[k] as number) : value;
    });
  });
  const least = centresAfter && meanType === 'float32' ? meanType : made;
  const doubt = `${label} multiplies ${least} matrices: in which order NumPy's library adds is not known, so the last digits of a ${least} may differ.`;
  return { type: made, columns: values, ...(least === 'float64' ? {} : { notes: [doubt] }) };
}

function dot(component: Float64Array, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < component.length; i++) sum += value(i) * (component[i] as number);
  return sum;
}

/** From scikit-learn 1.5 on, deviations too small to divide by are raised to the smallest step. */
function deviations({ type, values }: Numbers, fitted: Fitted): Numbers {
  const least = fitted.isSince(1, 5) ? EPSILON[floatOf(type)] : 0;
  return { type, values: values.map((it) => Math.max(rounding(type)(Math.sqrt(it)), least)) };
}

/** The deviation of each raw column, as the components tell it. */
function spreads(components: readonly Float64Array[], variance: Float64Array, noise: number): Float64Array {
  const sums = new Float64Array(components[0]?.length ?? 0).fill(noise);
  components.forEach((component, k) => {
    component.forEach((weight, i) => {
      sums[i] = (sums[i] as number) + weight * weight * Math.max(0, (variance[k] as number) - noise);
    });
  });
  return sums.map(Math.sqrt);
}
