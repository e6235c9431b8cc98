import { type PickleValue, ReadError } from '../model/index.ts';
import { Fitted, isObjectValue, shown } from './Fitted.ts';
import type { Transform } from './Transform.ts';
import { columnTransformer, identityFunction, pipelineOf, type ReadStep } from './transforms/composed.ts';
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
    if (read) return read(fitted, readTransform);
  }
  throw new ReadError(
    'unsupported-feature',
    `The file holds ${shown(value)}. Expected a fitted scaler, encoder, PCA, Pipeline or ColumnTransformer of scikit-learn.`,
  );
}
