import { ReadError } from '../../model/index.ts';
import { numericColumns } from '../columns.ts';
import { Fitted, isObjectValue } from '../Fitted.ts';
import type { Transform } from '../Transform.ts';
import { standardScaler } from './scalers.ts';

type Power = (value: number, lambda: number) => number;

/** scipy.special.boxcox. */
const boxCox: Power = (value, lambda) => {
  const log = Math.log(value);
  if (Math.abs(lambda) < 1e-19) return log;
  if (lambda * log < 709.78) return Math.expm1(lambda * log) / lambda;
  return Math.sign(lambda) * Math.exp(lambda * log - Math.log(Math.abs(lambda))) - 1 / lambda;
};

/** scipy.stats.yeojohnson. */
const yeoJohnson: Power = (value, lambda) => {
  if (Number.isNaN(value)) return value;
  if (value >= 0) {
    const log = Math.log1p(value);
    return Math.abs(lambda) < Number.EPSILON ? log : Math.expm1(lambda * log) / lambda;
  }
  const log = Math.log1p(-value);
  return Math.abs(lambda - 2) > Number.EPSILON ? -Math.expm1((2 - lambda) * log) / (2 - lambda) : -log;
};

/** Powers that make columns look normal, then standardised when told. */
export function powerTransformer(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const lambdas = fitted.numbers('lambdas_');
  const isBoxCox = fitted.word('method', ['box-cox', 'yeo-johnson']) === 'box-cox';
  const power = isBoxCox ? boxCox : yeoJohnson;
  const standardize = fitted.flag('standardize') ? scalerOf(fitted) : null;
  const features = lambdas.length;
  return {
    ...{ label, features, keepsColumns: true, notes: [] },
    // Powers take positive numbers for sure; where they were fitted is not stored.
    domains: Array.from(lambdas, () => (isBoxCox ? { kind: 'between', low: 0.1, high: 3 } : null)),
    apply: (table) => {
      const columns = numericColumns(table, { label, features, nan: true });
      if (isBoxCox) refuseNegative(columns);
      const powered = columns.map((column, i) => column.map((value) => power(value, lambdas[i] as number)));
      const changed = { rows: table.rows, columns: powered };
      return standardize ? standardize.apply(changed) : changed;
    },
  };
}

function scalerOf(fitted: Fitted): Transform {
  const scaler = fitted.fitted('_scaler');
  if (!isObjectValue(scaler) || !scaler.className.endsWith('.StandardScaler'))
    throw fitted.fault('_scaler', 'is no StandardScaler');
  return standardScaler(new Fitted(scaler));
}

function refuseNegative(columns: readonly Float64Array[]): void {
  const index = columns.findIndex((column) => column.some((value) => value <= 0));
  if (index >= 0)
    throw new ReadError(
      'corrupt',
      `The Box-Cox power takes positive numbers only; column ${index} of the samples has others.`,
    );
}
