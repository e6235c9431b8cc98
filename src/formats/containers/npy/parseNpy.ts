import { ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { decodeUtf8 } from '../decodeUtf8.ts';
import { formatCount } from '../formatCount.ts';
import type { NpyArray } from './NpyArray.ts';
import { npyType, npyValues } from './npyType.ts';
import { parseHeader } from './parseHeader.ts';

/**
 * Parses a `.npy` file, versions 1 to 3, numpy.lib.format. Big-endian numbers are swapped and Fortran order is turned, so
 * the bytes are little-endian and row-major, in memory of their own. Throws `ReadError`: `not-a-model` without the magic
 * bytes, `unsupported-feature` for pickled objects and types that are not ours, `truncated` when data is missing.
 */
export function parseNpy(bytes: Uint8Array, name = 'the array'): NpyArray {
  const cursor = new Cursor(bytes, 0, `\`${name}\``);
  if (bytes.length < 10 || bytes[0] !== 0x93 || decodeUtf8(bytes, 1, 6) !== 'NUMPY') {
    throw new ReadError('not-a-model', `\`${name}\` is not a .npy file.`);
  }
  cursor.skip(6);
  const major = cursor.u8();
  cursor.skip(1);
  if (major < 1 || major > 3)
    throw new ReadError(
      'unsupported-version',
      `\`${name}\` is .npy version ${major}. Expected version 1, 2 or 3.`,
    );
  const length = major === 1 ? cursor.u16() : cursor.u32();
  const header = parseHeader(decodeUtf8(cursor.take(length)), name);
  const type = npyType(header.descr, name);
  const count = header.shape.reduce((product, axis) => product * axis, 1);
  const byteLength = count * type.size;
  if (byteLength > cursor.left) {
    throw new ReadError(
      'truncated',
      `\`${name}\` ends after ${formatCount(cursor.left)} of ${formatCount(byteLength)} bytes of values.`,
    );
  }
  const stored = cursor.take(byteLength);
  return npyValues(type, header.shape, header.fortranOrder, stored);
}
