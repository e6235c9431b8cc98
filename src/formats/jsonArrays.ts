import { isArray, type Json, ReadError, type Tensor } from '../model/index.ts';

const MAX_RANK = 16;

/** Nested JSON lists of numbers as a float64 tensor. Throws when lists of one level differ in length, or hold no numbers. */
export function tensorOfJson(value: Json, name: string): Tensor {
  const shape: number[] = [];
  for (let at: Json | undefined = value; isArray(at); at = at[0]) {
    if (shape.length >= MAX_RANK)
      throw new ReadError('too-large', `\`${name}\` nests more than ${MAX_RANK} lists.`);
    shape.push(at.length);
  }
  const values: number[] = [];
  collect(value, shape, 0, values, name);
  return { dtype: 'float64', shape, bytes: new Uint8Array(Float64Array.from(values).buffer) };
}

function collect(value: Json, shape: readonly number[], depth: number, into: number[], name: string): void {
  if (depth === shape.length) {
    if (typeof value !== 'number' && typeof value !== 'boolean')
      throw new ReadError('corrupt', `\`${name}\` holds something else than numbers.`);
    into.push(Number(value));
    return;
  }
  if (!isArray(value) || value.length !== shape[depth]) {
    throw new ReadError(
      'corrupt',
      `\`${name}\` is no regular array: its lists differ in length at depth ${depth + 1}.`,
    );
  }
  for (const item of value) collect(item, shape, depth + 1, into, name);
}
