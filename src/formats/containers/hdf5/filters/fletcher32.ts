import { ReadError } from '../../../../model/index.ts';

const BLOCK = 360;

/** Fletcher's checksum over big-endian 16-bit words, as HDF5 filter 3 computes it. */
export function fletcher32(bytes: Uint8Array): number {
  let low = 0;
  let high = 0;
  const even = bytes.length - (bytes.length % 2);
  for (let at = 0; at < even; ) {
    const stop = Math.min(even, at + 2 * BLOCK);
    for (; at < stop; at += 2) {
      low += (bytes[at]! << 8) | bytes[at + 1]!;
      high += low;
    }
    low = (low & 0xffff) + (low >>> 16);
    high = fold(high);
  }
  if (even < bytes.length) {
    low += bytes[even]! << 8;
    high += low;
  }
  return ((fold(fold(high)) << 16) | fold(fold(low))) >>> 0;
}

/** The bytes before the checksum, once it holds. Throws `ReadError('corrupt')` when it does not. */
export function checkFletcher32(bytes: Uint8Array, what: string): Uint8Array {
  const end = bytes.length - 4;
  if (end < 0) throw new ReadError('corrupt', `${what} is too short for its checksum.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + end, 4);
  const data = bytes.subarray(0, end);
  const sum = fletcher32(data);
  // Versions before 1.6.3 wrote the bytes of each half the other way round on little-endian machines.
  const swapped = ((sum & 0x00ff00ff) << 8) | ((sum >>> 8) & 0x00ff00ff);
  const stored = view.getUint32(0, true);
  if (stored !== sum && stored !== swapped >>> 0) {
    throw new ReadError('corrupt', `The file is damaged: ${what} does not match its checksum.`);
  }
  return data;
}

function fold(sum: number): number {
  return (sum & 0xffff) + Math.floor(sum / 0x1_0000);
}
