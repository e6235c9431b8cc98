import { type ByteSource, ReadError, type Tensor } from '../model/index.ts';
import { parseJson, parseNpy, readNpz } from './containers/index.ts';
import { parseCsv } from './csv.ts';
import { tensorOfJson } from './jsonArrays.ts';

/** Named arrays: sample inputs, or recorded predictions. Nameless ones are called `x`. */
export type NamedArrays = ReadonlyMap<string, Tensor>;

/** More than this is no sample set. */
const MAX_BYTES = 2 ** 31;

/**
 * Opens a file of arrays: `.npz`, `.npy`, JSON (an array, or an object of arrays) or CSV (numbers, with or without a
 * header). The content decides which. Throws `ReadError` for anything else.
 */
export async function openArrays(source: ByteSource): Promise<NamedArrays> {
  if (source.size > MAX_BYTES) {
    throw new ReadError(
      'too-large',
      `\`${source.name}\` has ${source.size.toLocaleString('en')} bytes; at most ${MAX_BYTES.toLocaleString('en')} are read as arrays.`,
    );
  }
  if (source.size === 0)
    throw new ReadError(
      'not-a-model',
      `\`${source.name}\` is empty. Expected arrays (.npz, .npy, .csv, .json).`,
    );
  const head = source.view(0, Math.min(6, source.size));
  if (startsWith(head, [0x50, 0x4b])) return readNpz(source);
  const bytes = await source.read(0, source.size);
  if (startsWith(head, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]))
    return new Map([['x', parseNpy(bytes, source.name)]]);
  const text = decode(bytes, source.name);
  return /^\s*[[{]/.test(text) ? fromJson(text, source.name) : new Map([['x', parseCsv(text, source.name)]]);
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => head[i] === byte);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ReadError(
      'not-a-model',
      `\`${name}\` is no array file. Expected .npz, .npy, .csv or .json.`,
      null,
      error,
    );
  }
}

function fromJson(text: string, name: string): NamedArrays {
  const value = parseJson(text, { name, maxLength: 2 ** 28 });
  if (Array.isArray(value)) return new Map([['x', tensorOfJson(value, name)]]);
  return new Map(
    Object.entries(value as object).map(([key, inner]) => [key, tensorOfJson(inner, `${name}: ${key}`)]),
  );
}
