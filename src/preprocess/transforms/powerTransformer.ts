import { ReadError } from '../../model/index.ts';
import { matrixOf } from '../columns.ts';
import { Fitted, isObjectValue } from '../Fitted.ts';
import { type FloatType, promoted, rounding } from '../NumberType.ts';
import { madeOf } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { standardScaler } from './scalers.ts';

type Round = (value: number) => number;

/** A power of one value: `own` rounds to the matrix's type, `mixed` to that of matrix and power together, `alone` to the power's. */
type Power = (value: number, lambda: number, own: Round, mixed: Round, alone: Round) => number;

/** scipy.special.boxcox, which computes in double precision. */
const boxCox: Power = (value, lambda, _, mixed) => {
  const [power, log] = [mixed(lambda), Math.log(value)];
  if (Math.abs(power) < 1e-19) return log;
  if (power * log < 709.78) return Math.expm1(power * log) / power;
  return Math.sign(power) * Math.exp(power * log - Math.log(Math.abs(power))) - 1 / power;
};

/** `((1 + size) ** power − 1) / power`, as scikit-learn has it up to 1.8. */
const byPower: Power = (size, exponent, own, mixed) => {
  const power = mixed(exponent);
  return mixed(mixed(mixed(own(1 + size) ** power) - 1) / power);
};

/** The same, as `scipy.stats.yeojohnson` has it. */
const byLogarithm: Power = (size, exponent, own, mixed) => {
  const power = mixed(exponent);
  return mixed(mixed(Math.expm1(mixed(power * own(Math.log1p(size))))) / power);
};

const yeoJohnson =
  (raise: Power): Power =>
  (value, lambda, own, mixed, alone) => {
    if (Number.isNaN(value)) return value;
    if (value >= 0)
      return Math.abs(lambda) < Number.EPSILON ? Math.log1p(value) : raise(value, lambda, own, mixed, alone);
    return Math.abs(lambda - 2) > Number.EPSILON
      ? -raise(-value, alone(2 - lambda), own, mixed, alone)
      : -Math.log1p(-value);
  };

/** Powers that make columns look normal, then standardised when told. */
export function powerTransformer(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const { values: lambdas, type: powerType } = fitted.typed('lambdas_');
  const isBoxCox = fitted.word('method', ['box-cox', 'yeo-johnson']) === 'box-cox';
  const power = isBoxCox ? boxCox : yeoJohnson(fitted.isSince(1, 9) ? byLogarithm : byPower);
  const standardize = fitted.flag('standardize') ? scalerOf(fitted) : null;
  const features = lambdas.length;
  return {
    ...{ label, features, keepsColumns: true, notes: [] },
    // Powers take positive numbers for sure; where they were fitted is not stored.
    domains: Array.from(lambdas, () => (isBoxCox ? { kind: 'between', low: 0.1, high: 3 } : null)),
    apply: (table) => {
      const { type, columns } = matrixOf(table, { label, features, nan: true, sparse: false });
      if (type === 'float16')
        throw new ReadError(
          'unsupported-feature',
          `${label} raises float16 numbers to powers, which overflow or not as NumPy's version is. Save the samples as float32.`,
        );
      if (isBoxCox) refuseNegative(columns);
      const own = rounding(type);
      const mixed = fitted.hasWeakScalars ? own : rounding(promoted(type, powerType));
      const alone = rounding(fitted.hasWeakScalars ? 'float64' : powerType);
      const powered = columns.map((column, i) =>
        column.map((value) => own(power(value, lambdas[i] as number, own, mixed, alone))),
      );
      const changed = madeOf(table, { type, columns: powered, notes: doubts(label, type) });
      return standardize ? standardize.apply(changed) : changed;
    },
  };
}

function doubts(label: string, type: FloatType): readonly string[] {
  if (type === 'float64') return [];
  return [
    `${label} raises ${type} numbers to powers: how NumPy and SciPy round those depends on their versions, so the last digits of a ${type} may differ.`,
  ];
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
