import { numericColumns } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { numberOf } from '../Fitted.ts';
import type { Transform } from '../Transform.ts';
import { around } from './scalers.ts';

/** `(x − mean_) · components_ᵀ`, divided by the components' deviations when whitening. */
export function pca(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const { rows: count, columns: features, values } = fitted.matrix('components_');
  const mean = fitted.value('mean_') === null ? new Float64Array(features) : fitted.numbers('mean_');
  const variance = fitted.numbers('explained_variance_');
  if (mean.length !== features || variance.length !== count)
    throw fitted.fault('mean_', 'does not go with components_');
  const divisors = fitted.flag('whiten') ? variance.map((it) => deviation(it, fitted)) : null;
  const components = Array.from({ length: count }, (_, i) =>
    values.subarray(i * features, (i + 1) * features),
  );
  return {
    ...{ label, features, keepsColumns: false, notes: [] },
    domains: around(mean, spreads(components, variance, numberOf(fitted.value('noise_variance_') ?? 0) ?? 0)),
    apply: (table) => {
      const columns = numericColumns(table, { label, features, nan: false });
      const projected = components.map((component, k) =>
        Float64Array.from({ length: table.rows }, (_, row) => {
          let sum = 0;
          for (let i = 0; i < features; i++)
            sum +=
              ((columns[i] as Float64Array)[row] as number) * (component[i] as number) -
              (mean[i] as number) * (component[i] as number);
          return divisors ? sum / (divisors[k] as number) : sum;
        }),
      );
      return { rows: table.rows, columns: projected };
    },
  };
}

/** From scikit-learn 1.5 on, deviations too small to divide by are raised to the smallest step of doubles. */
function deviation(variance: number, fitted: Fitted): number {
  const root = Math.sqrt(variance);
  return fitted.isSince(1, 5) && root < Number.EPSILON ? Number.EPSILON : root;
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
