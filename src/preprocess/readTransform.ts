import { type PickleValue, ReadError } from '../model/index.ts';
import { Fitted, isObjectValue, shown } from './Fitted.ts';
import type { Transform } from './Transform.ts';
import { columnTransformer } from './transforms/columnTransformer.ts';
import { identityFunction, pipelineOf, type ReadStep } from './transforms/composed.ts';
import { labelBinarizer, labelEncoder } from './transforms/labels.ts';
import { normalizer } from './transforms/normalizer.ts';
import { oneHotEncoder } from './transforms/oneHotEncoder.ts';
import { ordinalEncoder } from './transforms/ordinalEncoder.ts';
import { pca } from './transforms/pca.ts';
import { powerTransformer } from './transforms/powerTransformer.ts';
import { quantileTransformer } from './transforms/quantileTransformer.ts';
import { maxAbsScaler, minMaxScaler, robustScaler, standardScaler } from './transforms/scalers.ts';
import { simpleImputer } from './transforms/simpleImputer.ts';

/** How a fitted estimator is read, by its class. A new transform is a new file and a row here. */
export const TRANSFORMS: Readonly<Record<string, (fitted: Fitted, read: ReadStep) => Transform>> = {
  StandardScaler: standardScaler,
  MinMaxScaler: minMaxScaler,
  MaxAbsScaler: maxAbsScaler,
  RobustScaler: robustScaler,
  Normalizer: normalizer,
  PowerTransformer: powerTransformer,
  QuantileTransformer: quantileTransformer,
  SimpleImputer: simpleImputer,
  OneHotEncoder: oneHotEncoder,
  OrdinalEncoder: ordinalEncoder,
  LabelEncoder: labelEncoder,
  LabelBinarizer: labelBinarizer,
  PCA: pca,
  FunctionTransformer: identityFunction,
  Pipeline: pipelineOf,
  ColumnTransformer: columnTransformer,
};

/** A fitted estimator as a transform. Throws `ReadError` with the class or attribute that is not understood. */
export function readTransform(value: PickleValue): Transform {
  if (isObjectValue(value) && value.className.startsWith('sklearn.')) {
    const fitted = new Fitted(value);
    const read = Object.hasOwn(TRANSFORMS, fitted.className) ? TRANSFORMS[fitted.className] : undefined;
    if (read) return byName(fitted, read(fitted, readTransform));
  }
  throw new ReadError(
    'unsupported-feature',
    `The file holds ${shown(value)}. Expected a fitted scaler, encoder, PCA, Pipeline or ColumnTransformer of scikit-learn.`,
  );
}

/** What picks columns by their names itself. */
const PICKS: ReadonlySet<string> = new Set(['ColumnTransformer', 'Pipeline']);

/** The transform, which refuses samples whose columns are named otherwise, or stand in another order, than those of fitting. */
function byName({ className, columnNames }: Fitted, transform: Transform): Transform {
  if (columnNames === null || PICKS.has(className)) return transform;
  return {
    ...transform,
    apply: (table) => {
      const { names } = table;
      const at = names ? columnNames.findIndex((name, i) => names[i] !== name) : -1;
      if (names && (at >= 0 || names.length !== columnNames.length))
        throw new ReadError(
          'corrupt',
          `${className} was fitted on the columns ${listed(columnNames)}, in this order; the samples have ${listed(names)}.`,
        );
      return transform.apply(table);
    },
  };
}

const listed = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 11).join(', ')} and ${names.length - 11} more` : names.join(', ');
