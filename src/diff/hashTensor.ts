import { createXXHash64 } from 'hash-wasm';
import { DTYPE_BYTES, isStreamed, sizeOf } from '../model/index.ts';
import type { Held } from './compareValues.ts';

/** Bytes read at once. A multiple of every element size. */
const SLICE = 4 * 2 ** 20;
let hasher: ReturnType<typeof createXXHash64> | null = null;

/** What a tensor holds, in short. */
export interface Digest {
  /** Type, shape and content as one key; `null` when all elements are equal. */
  readonly key: string | null;
  /** A sum over the elements' bits in any order: tensors that hold the same elements elsewhere have the same. */
  readonly sum: number;
}

/**
 * A tensor's content as one key: type, shape, and XXH64 of its bytes. `null` when all its elements are equal: constants
 * (zeros, ones) stand in every model and prove nothing.
 */
export async function hashTensor(held: Held): Promise<string | null> {
  return (await digestTensor(held)).key;
}

/** Reads a tensor once, slice by slice, for its key and the sum of its elements. */
export async function digestTensor({ model, variable }: Held): Promise<Digest> {
  hasher ??= createXXHash64();
  const hash = await hasher;
  const size = DTYPE_BYTES[variable.dtype];
  const total = sizeOf(variable.shape) * size;
  const whole = isStreamed(variable.storage) ? null : (await model.tensors.read(variable)).bytes;
  const read = async (from: number, length: number): Promise<Uint8Array> =>
    whole ? whole.subarray(from, from + length) : model.tensors.readRange(variable, from, length);
  let constant = true;
  let first: Uint8Array | null = null;
  let sum = 0;
  const state: string[] = [];
  for (let from = 0; from < total; from += SLICE) {
    const bytes = await read(from, Math.min(SLICE, total - from));
    first ??= bytes.slice(0, size);
    constant &&= isConstant(bytes, first);
    sum = (sum + sumOf(bytes, size)) | 0;
    hash.init();
    hash.update(bytes);
    state.push(hash.digest('hex'));
  }
  const key = constant ? null : `${variable.dtype}[${variable.shape.join()}] ${state.join('')}`;
  return { key, sum };
}

function isConstant(bytes: Uint8Array, element: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== element[i % element.length]) return false;
  return true;
}

/** Wide elements are summed up by halves: which halves belong together is left to the exact tests. */
function sumOf(bytes: Uint8Array, size: number): number {
  const words = wordsOf(bytes, size);
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum = (sum + mixed(words[i] as number)) | 0;
  return sum;
}

function wordsOf(bytes: Uint8Array, size: number): Int32Array | Int16Array | Uint8Array {
  const { buffer, byteOffset, length } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  if (size % 4 === 0) return new Int32Array(buffer, byteOffset, length >> 2);
  return size % 2 === 0 ? new Int16Array(buffer, byteOffset, length >> 1) : bytes;
}

/** Spreads a word's bits, so that sums of different words differ. */
function mixed(word: number): number {
  const spread = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  return spread ^ (spread >>> 13);
}
