import { ReadError } from '../../../../model/index.ts';
import { formatCount } from '../../formatCount.ts';
import type { Library } from './Library.ts';

/** Half of what h5wasm's memory can grow to. */
const MAX_BYTES = 1024 ** 3;

/** Not zero, not 0xff, not text: what no real buffer is full of. */
const CANARY = 0xa5;

/** Below this many bytes a buffer may by chance be all canary. */
const SHORTEST_TELLING = 16;

/**
 * Reads into memory of the C library and hands the bytes to `use`. h5wasm itself ignores the status of a read and then
 * returns whatever the memory held, which may be another file's values: so the memory is filled with a pattern first, and
 * both the status and the pattern are checked. Throws `ReadError('corrupt')`, and `too-large` above 1 GiB.
 */
export function checkedRead<T>(
  library: Library,
  length: number,
  what: string,
  read: (to: bigint) => number,
  use: (bytes: Uint8Array, at: number) => T,
): T {
  if (!(length >= 0 && length <= MAX_BYTES)) {
    throw new ReadError('too-large', `${what} takes ${formatCount(length)} bytes.`);
  }
  const pointer = library._malloc(Math.max(1, length));
  if (pointer === 0) throw new ReadError('too-large', `${what} does not fit into memory.`);
  try {
    library.HEAPU8.fill(CANARY, pointer, pointer + length);
    const status = read(BigInt(pointer));
    const bytes = library.HEAPU8.subarray(pointer, pointer + length);
    if (status < 0 || isUntouched(bytes)) {
      throw new ReadError('corrupt', `The file is damaged: ${what} cannot be read.`);
    }
    return use(bytes, pointer);
  } finally {
    library._free(pointer);
  }
}

function isUntouched(bytes: Uint8Array): boolean {
  return bytes.length >= SHORTEST_TELLING && bytes.every((byte) => byte === CANARY);
}
