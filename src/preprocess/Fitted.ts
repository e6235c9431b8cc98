import {
  type PickleArray,
  type PickleObject,
  type PickleValue,
  ReadError,
  toFloat64,
} from '../model/index.ts';
import { isNumberType, type Numbers } from './NumberType.ts';

/** The attributes of a fitted estimator. Every reading that fails names class and attribute. */
export class Fitted {
  readonly className: string;
  readonly #attributes: PickleObject['attributes'];

  constructor({ className, attributes }: PickleObject) {
    this.className = className.slice(className.lastIndexOf('.') + 1);
    this.#attributes = attributes;
  }

  /** The version of scikit-learn that wrote it. */
  get version(): string | null {
    const version = this.#attributes.get('_sklearn_version');
    return typeof version === 'string' ? version : null;
  }

  /** Whether that version is this one or later; an unknown one is earlier than all. */
  isSince(major: number, minor: number): boolean {
    const [own = 0, ownMinor = 0] = (this.version ?? '').split('.').map(Number);
    return own > major || (own === major && ownMinor >= minor);
  }

  /**
   * Whether single numbers took the type of the matrix that they met, as in NumPy 1, which scikit-learn needs before 1.4.2. From
   * then on either may have run it; NumPy 2 is assumed from 1.5 on.
   */
  get hasWeakScalars(): boolean {
    return !this.isSince(1, 5);
  }

  /** The refusal of an attribute; the caller throws it. */
  fault(name: string, problem: string): ReadError {
    return new ReadError('unsupported-feature', `${this.className}: \`${name}\` ${problem}.`, name);
  }

  has(name: string): boolean {
    return this.#attributes.has(name);
  }

  /** An attribute as it is; `undefined` when it is not there. */
  value(name: string): PickleValue | undefined {
    return this.#attributes.get(name);
  }

  /** An attribute that fitting sets. */
  fitted(name: string): PickleValue {
    const value = this.#attributes.get(name);
    if (value !== undefined) return value;
    throw new ReadError(
      'missing-part',
      `This ${this.className} is not fitted: \`${name}\` is missing. Save it after fit().`,
      name,
    );
  }

  /** Numbers that fitting sets. */
  numbers(name: string): Float64Array {
    const numbers = numbersOf(this.fitted(name));
    if (numbers === null) throw this.fault(name, 'is no array of numbers');
    return numbers;
  }

  /** Numbers that fitting sets, with the type that NumPy holds them in; Python's are doubles. */
  typed(name: string): Numbers {
    const value = this.fitted(name);
    const dtype = (isArrayValue(value) ? value.tensor?.dtype : null) ?? 'float64';
    if (!isNumberType(dtype)) throw this.fault(name, `holds ${dtype} values`);
    return { type: dtype, values: this.numbers(name) };
  }

  /** A matrix that fitting sets, row by row. */
  matrix(name: string): Numbers & { readonly rows: number; readonly columns: number } {
    const value = this.fitted(name);
    const shape = isArrayValue(value) ? value.shape : [];
    const [rows = 0, columns = 0] = shape;
    if (shape.length !== 2) throw this.fault(name, 'is no matrix');
    return { rows, columns, ...this.typed(name) };
  }

  /** A truth value; `byDefault` where the version had no such option. */
  flag(name: string, byDefault?: boolean): boolean {
    const value = this.option(name, byDefault);
    const plain = isArrayValue(value) && value.tensor?.dtype === 'bool' ? value.tensor.bytes[0] === 1 : value;
    if (typeof plain === 'boolean') return plain;
    if (plain === 0n || plain === 1n) return plain === 1n;
    throw this.fault(name, 'is neither True nor False');
  }

  /** One word of a list; anything else is refused by name. */
  word<T extends string>(name: string, words: readonly T[], byDefault?: T): T {
    const value = this.option(name, byDefault);
    const word = words.find((it) => it === value);
    if (word === undefined)
      throw this.fault(
        name,
        `is ${shown(value)}; ${words.map((it) => `'${it}'`).join(', ')} can be computed`,
      );
    return word;
  }

  /** One number; `byDefault` where the version had no such option. */
  number(name: string, byDefault?: number): number {
    const value = numberOf(this.option(name, byDefault));
    if (value === null) throw this.fault(name, 'is no number');
    return value;
  }

  /** An option; `byDefault` where the version had none. */
  option(name: string, byDefault?: PickleValue): PickleValue {
    const value = this.#attributes.get(name) ?? (this.#attributes.has(name) ? null : byDefault);
    if (value === undefined) throw this.fault(name, 'is missing');
    return value;
  }

  /** Items of a list, tuple or array of objects that fitting sets. */
  items(name: string): readonly PickleValue[] {
    const items = itemsOf(this.fitted(name));
    if (items === null) throw this.fault(name, 'is no list');
    return items;
  }

  /** Names of the fitted columns: `feature_names_in_` from 1.0 on, before that `_feature_names_in` or `_df_columns`. */
  get columnNames(): readonly string[] | null {
    const stored = ['feature_names_in_', '_feature_names_in', '_df_columns'].find(
      (name) => (this.value(name) ?? null) !== null,
    );
    const items = stored === undefined ? null : itemsOf(this.fitted(stored));
    return items?.every((item) => typeof item === 'string') ? (items as readonly string[]) : null;
  }

  /** How many columns it was fitted on, as it says itself from scikit-learn 0.24 on. */
  get features(): number | null {
    return numberOf(this.#attributes.get('n_features_in_') ?? null);
  }
}

/** Whether a value is a NumPy array or scalar. */
export function isArrayValue(value: PickleValue | undefined): value is PickleArray {
  return typeof value === 'object' && value !== null && value.kind === 'array';
}

/** Whether a value is an object of a class. */
export function isObjectValue(value: PickleValue | undefined): value is PickleObject {
  return typeof value === 'object' && value !== null && value.kind === 'object';
}

/** A Python or NumPy number; `null` for everything else. Truth values count as 0 and 1, as in Python. */
export function numberOf(value: PickleValue): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  if (!isArrayValue(value) || value.shape.length > 0 || value.tensor === null) return null;
  return toFloat64(value.tensor)?.[0] ?? null;
}

/** The numbers of an array, or of an array of objects that are all numbers; `null` for everything else. */
export function numbersOf(value: PickleValue): Float64Array | null {
  if (!isArrayValue(value)) return null;
  if (value.tensor) return toFloat64(value.tensor)?.slice() ?? null;
  const numbers = (value.items ?? []).map(numberOf);
  return numbers.includes(null) ? null : Float64Array.from(numbers as number[]);
}

/** The items of a list, tuple, set or array of objects; texts and numbers of an array one by one. */
export function itemsOf(value: PickleValue): readonly PickleValue[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set') return value.items;
  if (value.kind !== 'array') return null;
  if (value.items) return value.items;
  return value.tensor?.strings ?? Array.from(numbersOf(value) ?? []);
}

/** A value in a message. */
export function shown(value: PickleValue): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return `'${value.slice(0, 60)}'`;
  if (typeof value !== 'object') return String(value);
  if (value.kind === 'object') return value.className;
  return value.kind === 'global' ? value.name : `a value of the kind ${value.kind}`;
}
