import type { PickleValue } from '../model/index.ts';
import { Fitted, isObjectValue } from './Fitted.ts';
import { readTransform } from './readTransform.ts';
import type { Transform } from './Transform.ts';

/** What a preprocessing file holds. */
export interface Preprocessing extends Transform {
  /** The version of scikit-learn that wrote it; `null` where it does not say. */
  readonly version: string | null;
}

/** A preprocessing file, read. Throws `ReadError` when it holds anything but fitted transforms that can be computed. */
export function readPreprocessing(value: PickleValue): Preprocessing {
  const transform = readTransform(value);
  return { ...transform, version: isObjectValue(value) ? new Fitted(value).version : null };
}
