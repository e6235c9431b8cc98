import { createXXHash64 } from 'hash-wasm';
import { DTYPE_BYTES, sizeOf } from '../model/index.ts';
import type { Held } from './compareValues.ts';

const SLICE = 8 * 2 ** 20;
let hasher: ReturnType<typeof createXXHash64> | null = null;

/**
 * A tensor's content as one key: type, shape, and XXH64 of its bytes. `null` when all its elements are equal: constants
 * (zeros, ones) stand in every model and prove nothing.
 */
export async function hashTensor({ model, variable }: Held): Promise<string | null> {
  hasher ??= createXXHash64();
  const hash = await hasher;
  const size = DTYPE_BYTES[variable.dtype];
  const total = sizeOf(variable.shape) * size;
  hash.init();
  let constant = true;
  let first: Uint8Array | null = null;
  const whole =
    variable.storage.layout.kind === 'contiguous' ? null : (await model.tensors.read(variable)).bytes;
  for (let from = 0; from < total; from += SLICE) {
    const length = Math.min(SLICE, total - from);
    const bytes = whole
      ? whole.subarray(from, from + length)
      : await model.tensors.readRange(variable, from, length);
    first ??= bytes.slice(0, size);
    constant &&= isConstant(bytes, first);
    hash.update(bytes);
  }
  return constant ? null : `${variable.dtype}[${variable.shape.join()}] ${hash.digest('hex')}`;
}

function isConstant(bytes: Uint8Array, element: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== element[i % element.length]) return false;
  return true;
}
