import { isArray, isObject, type Json, type JsonObject, ReadError, type Tensor } from '../../model/index.ts';
import { type NamedArrays, tableArrays } from './NamedArrays.ts';

const MAX_RANK = 16;

/**
 * Arrays in JSON: one nested list (`x`), an object of lists by input name, a list of records (a table), or a request of
 * TensorFlow Serving, `{"instances": …}` by sample and `{"inputs": …}` by input. Throws `ReadError` for anything else.
 */
export function arraysOfJson(value: Json, name: string): NamedArrays {
  const inner = requestOf(value);
  if (isArray(inner))
    return isObject(inner[0]) ? records(inner, name) : new Map([['x', tensorOfJson(inner, name)]]);
  if (!isObject(inner))
    throw new ReadError('corrupt', `\`${name}\` holds neither a list nor an object of lists.`);
  return new Map(Object.entries(inner).map(([key, it]) => [key, tensorOfJson(it, `${name}: ${key}`)]));
}

function requestOf(value: Json): Json {
  if (!isObject(value)) return value;
  const keys = Object.keys(value).filter((key) => key !== 'signature_name');
  return (
    (keys.length === 1 ? value[keys[0] === 'instances' || keys[0] === 'inputs' ? keys[0] : ''] : undefined) ??
    value
  );
}

function records(rows: readonly Json[], name: string): NamedArrays {
  const keys = Object.keys(rows[0] as JsonObject);
  rows.forEach((row, i) => {
    const same = isObject(row) && Object.keys(row).length === keys.length && keys.every((key) => key in row);
    if (!same)
      throw new ReadError(
        'corrupt',
        `Record ${i + 1} of \`${name}\` has other keys than the first: ${keys.join(', ')}.`,
      );
  });
  const column = (key: string): Tensor => {
    const tensor = tensorOfJson(
      rows.map((row) => (row as JsonObject)[key] ?? null),
      `${name}: ${key}`,
    );
    return tensor.shape.length === 1 ? { ...tensor, shape: [...tensor.shape, 1] } : tensor;
  };
  return tableArrays(new Map(keys.map((key) => [key, column(key)])));
}

/**
 * Nested JSON lists as a tensor: numbers and booleans as float64, or text. Throws when lists of one level differ in
 * length, or hold something else, or both.
 */
export function tensorOfJson(value: Json, name: string): Tensor {
  const shape: number[] = [];
  let leaf: Json | undefined = value;
  for (; isArray(leaf); leaf = leaf[0]) {
    if (shape.length >= MAX_RANK)
      throw new ReadError('too-large', `\`${name}\` nests more than ${MAX_RANK} lists.`);
    shape.push(leaf.length);
  }
  if (typeof leaf === 'string') {
    const strings = collected(value, shape, name, (it) => (typeof it === 'string' ? it : null), 'text');
    return { dtype: 'string', shape, bytes: new Uint8Array(), strings };
  }
  const number = (it: Json): number | null =>
    typeof it === 'number' || typeof it === 'boolean' ? Number(it) : null;
  const values = collected(value, shape, name, number, 'numbers');
  return { dtype: 'float64', shape, bytes: new Uint8Array(Float64Array.from(values).buffer) };
}

function collected<T>(
  value: Json,
  shape: readonly number[],
  name: string,
  read: (leaf: Json) => T | null,
  kind: string,
): T[] {
  const found: T[] = [];
  const walk = (it: Json, depth: number): void => {
    if (depth === shape.length) {
      const leaf = read(it);
      if (leaf === null) throw new ReadError('corrupt', `\`${name}\` holds ${kindOf(it)} among ${kind}.`);
      found.push(leaf);
      return;
    }
    if (!isArray(it) || it.length !== shape[depth]) {
      throw new ReadError(
        'corrupt',
        `\`${name}\` is no regular array: its lists differ in length at depth ${depth + 1}.`,
      );
    }
    for (const item of it) walk(item, depth + 1);
  };
  walk(value, 0);
  return found;
}

function kindOf(leaf: Json): string {
  if (leaf === null) return 'null';
  if (isArray(leaf)) return 'a list';
  if (isObject(leaf)) return 'an object';
  return typeof leaf === 'string' ? `the text "${leaf.slice(0, 40)}"` : `a ${typeof leaf}`;
}
