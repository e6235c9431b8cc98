import type { Shape } from './Shape.ts';
import type { Tensor } from './Tensor.ts';

/**
 * A value that a Python pickle describes, as inert data: nothing of it was executed. Python's int is a `bigint` and its float a
 * `number`, because some of them mean different things by it (`min_frequency=1` is a count, `1.0` a share).
 */
export type PickleValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | PickleBytes
  | PickleSequence
  | PickleDict
  | PickleSlice
  | PickleGlobal
  | PickleDtype
  | PickleArray
  | PickleObject;

/** `bytes` or `bytearray`. */
export interface PickleBytes {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
}

/** A list, tuple or set. */
export interface PickleSequence {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: readonly PickleValue[];
}

/** A dict in the order of its keys; where a key comes twice the last one counts. */
export interface PickleDict {
  readonly kind: 'dict';
  readonly entries: readonly (readonly [PickleValue, PickleValue])[];
}

/** `slice(start, stop, step)`. */
export interface PickleSlice {
  readonly kind: 'slice';
  readonly start: PickleValue;
  readonly stop: PickleValue;
  readonly step: PickleValue;
}

/** A class or function by its name; never the thing itself. */
export interface PickleGlobal {
  readonly kind: 'global';
  /** `numpy.float64` */
  readonly name: string;
}

/** A NumPy data type. */
export interface PickleDtype {
  readonly kind: 'dtype';
  /** NumPy's type string, `<f8`, `|b1`, `<U5`, `|O`. */
  readonly descr: string;
}

/** A NumPy array or scalar (shape `[]`), row-major. */
export interface PickleArray {
  readonly kind: 'array';
  readonly shape: Shape;
  /** Numbers, truth values and texts; `null` for an array of objects. */
  readonly tensor: Tensor | null;
  /** The elements of an array of objects, row-major; `null` for the others. */
  readonly items: readonly PickleValue[] | null;
}

/** An instance of a class, by the class's name, with its attributes. */
export interface PickleObject {
  readonly kind: 'object';
  /** `sklearn.preprocessing._data.StandardScaler` */
  readonly className: string;
  readonly attributes: ReadonlyMap<string, PickleValue>;
}
