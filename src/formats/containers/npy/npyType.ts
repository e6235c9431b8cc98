import { type DType, ReadError, type Shape } from '../../../model/index.ts';
import { swapBytes } from '../swapBytes.ts';
import { decodeText } from './decodeText.ts';
import { fromFortran } from './fromFortran.ts';
import type { NpyArray } from './NpyArray.ts';

/** How NumPy stores the elements of an array. */
export interface NpyType {
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

/** A type string of NumPy, `<f4`, understood. Throws `ReadError('unsupported-feature')` for objects and types that are not ours. */
export function npyType(descr: string | null, name: string): NpyType {
  const [, order, letter = '', digits = ''] = DESCR.exec(descr ?? '') ?? [];
  if (letter === 'O') {
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` holds pickled Python objects, which are never opened. Save numbers or text: np.save(file, array.astype(float)).`,
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

/** The bytes of an array as NumPy stores them, made little-endian and row-major in memory of their own. */
export function npyValues(type: NpyType, shape: Shape, isFortran: boolean, stored: Uint8Array): NpyArray {
  const turned = isFortran ? fromFortran(stored, shape, type.size) : stored.slice();
  swapBytes(turned, type.swap);
  if (type.dtype !== 'string') return { dtype: type.dtype, shape, bytes: turned, strings: null };
  const count = shape.reduce((product, axis) => product * axis, 1);
  const strings = decodeText(turned, count, type.size, type.isWide);
  return { dtype: 'string', shape, bytes: new Uint8Array(0), strings };
}
