import type { Json } from '../../model/index.ts';

/** Something is not as a report has it. `path` says where: `layers/3/className`. */
export class ShapeError extends Error {
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`expected ${expected}`);
    this.name = 'ShapeError';
    this.path = path;
  }
}

/** Passes a value on as what it should be, or refuses it. */
export type Shape<T> = (value: unknown, path: string) => T;

/** A text. */
export const text: Shape<string> = (value, path) => {
  if (typeof value !== 'string') throw new ShapeError(path, 'a text');
  return value;
};

/** A yes or no. */
export const flag: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false');
  return value;
};

/** A number. JSON has no NaN: where a number must stand, `null` is one. */
export const number: Shape<number> = (value, path) => {
  if (value === null) return Number.NaN;
  if (typeof value !== 'number') throw new ShapeError(path, 'a number');
  return value;
};

/** A whole number from zero on. */
export const count: Shape<number> = (value, path) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new ShapeError(path, 'a count');
  return value as number;
};

/** The same or null. */
export function nullable<T>(inner: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null ? null : inner(value, path));
}

/** A list of the same. */
export function list<T>(inner: Shape<T>): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, 'a list');
    return value.map((one, at) => inner(one, `${path}/${at}`));
  };
}

/** One of the given words. The words are a record so that the compiler misses none. */
export function word<T extends string>(words: Readonly<Record<T, unknown>>): Shape<T> {
  return (value, path) => {
    if (typeof value !== 'string' || !Object.hasOwn(words, value)) {
      throw new ShapeError(path, `one of ${Object.keys(words).join(', ')}`);
    }
    return value as T;
  };
}

/** An object with these fields. Fields that are not known are kept: a later version may have added them. */
export function record<T extends object>(
  fields: { readonly [K in RequiredKeys<T>]: Shape<T[K]> },
  optional: { readonly [K in OptionalKeys<T>]-?: Shape<Exclude<T[K], undefined>> },
): Shape<T> {
  const [must, may] = [Object.entries(fields), Object.entries(optional)] as [string, Shape<unknown>][][];
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new ShapeError(path, 'an object');
    const given = value as Record<string, unknown>;
    const checked: Record<string, unknown> = { ...given };
    for (const [key, shape] of must ?? []) checked[key] = shape(own(given, key), `${path}/${key}`);
    for (const [key, shape] of may ?? []) {
      if (Object.hasOwn(given, key)) checked[key] = shape(given[key], `${path}/${key}`);
    }
    return checked as T;
  };
}

type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];
type RequiredKeys<T> = Exclude<keyof T, OptionalKeys<T>>;

function own(given: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(given, key) ? given[key] : undefined;
}

const DEEPEST = 100;

/** Any JSON, but no deeper than a view can follow. */
export const json: Shape<Json> = (value, path) => {
  if (value === undefined) throw new ShapeError(path, 'a value');
  if (deeper(value, DEEPEST)) throw new ShapeError(path, `at most ${DEEPEST} levels`);
  return value as Json;
};

function deeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => deeper(inner, levels - 1));
}
