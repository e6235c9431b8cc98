import { ReadError } from '../../../model/index.ts';

/**
 * The first `length` bytes of `into`, or new bytes when there is none. Throws `ReadError('too-large')` when the memory
 * cannot be had. Callers check `length` against the file first.
 */
export function roomFor(length: number, into: Uint8Array | undefined): Uint8Array {
  if (into !== undefined && into.length >= length) return into.subarray(0, length);
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new ReadError('too-large', `${length} bytes do not fit into memory at once.`, null, cause);
  }
}
