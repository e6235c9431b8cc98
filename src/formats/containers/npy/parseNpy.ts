import { type DType, ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { decodeUtf8 } from '../decodeUtf8.ts';
import { formatCount } from '../formatCount.ts';
import { swapBytes } from '../swapBytes.ts';
import { decodeText } from './decodeText.ts';
import { fromFortran } from './fromFortran.ts';
import type { NpyArray } from './NpyArray.ts';
import { type NpyHeader, parseHeader } from './parseHeader.ts';

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
    throw new ReadError('unsupported-version', `\`${name}\` is .npy version ${major}.`);
  const length = major === 1 ? cursor.u16() : cursor.u32();
  const header = parseHeader(decodeUtf8(cursor.take(length)), name);
  const type = typeOf(header, name);
  const count = header.shape.reduce((product, axis) => product * axis, 1);
  const byteLength = count * type.size;
  if (byteLength > cursor.left) {
    throw new ReadError(
      'truncated',
      `\`${name}\` ends after ${formatCount(cursor.left)} of ${formatCount(byteLength)} bytes of values.`,
    );
  }
  const stored = cursor.take(byteLength);
  const turned = header.fortranOrder ? fromFortran(stored, header.shape, type.size) : stored.slice();
  swapBytes(turned, type.swap);
  if (type.dtype !== 'string')
    return { dtype: type.dtype, shape: header.shape, bytes: turned, strings: null };
  const strings = decodeText(turned, count, type.size, type.isWide);
  return { dtype: 'string', shape: header.shape, bytes: new Uint8Array(0), strings };
}

interface NpyType {
  readonly dtype: DType;
  /** Bytes of one element. */
  readonly size: number;
  /** Bytes that are turned round together; 1 when none are. */
  readonly swap: number;
  /** Text of 32-bit code points, not of bytes. */
  readonly isWide: boolean;
}

const NUMBERS: Readonly<Record<string, DType>> = {
  b1: 'bool',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  u2: 'uint16',
  u4: 'uint32',
  u8: 'uint64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  c8: 'complex64',
  // numpy writes bfloat16 of ml_dtypes as two bytes without a meaning.
  V2: 'bfloat16',
};

const DESCR = /^([<>|=])([a-zA-Z])(\d*)$/;

function typeOf({ descr }: NpyHeader, name: string): NpyType {
  const [, order, letter = '', digits = ''] = DESCR.exec(descr ?? '') ?? [];
  if (letter === 'O') {
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` holds pickled Python objects, which are never opened.`,
    );
  }
  const width = Number(digits);
  const isBig = order === '>';
  if (letter === 'U') return { dtype: 'string', size: 4 * width, swap: isBig ? 4 : 1, isWide: true };
  if (letter === 'S') return { dtype: 'string', size: width, swap: 1, isWide: false };
  const dtype = NUMBERS[`${letter}${digits}`];
  if (dtype === undefined) {
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` holds values of the type \`${descr}\`, which is not supported.`,
    );
  }
  return { dtype, size: width, swap: isBig ? width / (letter === 'c' ? 2 : 1) : 1, isWide: false };
}
