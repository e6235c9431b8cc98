import { type DType, ReadError, type Tensor } from '../../../model/index.ts';
import { encodeText } from './encodeText.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const ALIGNMENT = 64;

const DESCR: Readonly<Partial<Record<DType, string>>> = {
  bool: '|b1',
  int8: '|i1',
  int16: '<i2',
  int32: '<i4',
  int64: '<i8',
  uint8: '|u1',
  uint16: '<u2',
  uint32: '<u4',
  uint64: '<u8',
  float16: '<f2',
  bfloat16: '|V2',
  float32: '<f4',
  float64: '<f8',
  complex64: '<c8',
};

/** A `.npy` file, version 1, numpy.lib.format; texts as `<U`. Throws `ReadError('unsupported-feature')` for types without a name in NumPy. */
export function writeNpy(tensor: Tensor): Uint8Array {
  const { descr, bytes } = tensor.strings
    ? encodeText(tensor.strings)
    : { ...tensor, descr: DESCR[tensor.dtype] };
  if (descr === undefined)
    throw new ReadError('unsupported-feature', `\`${tensor.dtype}\` cannot be written as .npy.`);
  const axes = tensor.shape.length === 1 ? `${tensor.shape[0]},` : tensor.shape.join(', ');
  const literal = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${axes}), }`;
  const unpadded = MAGIC.length + 2 + literal.length + 1;
  const headerEnd = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT;
  const text = `${literal}${' '.repeat(headerEnd - unpadded)}\n`;
  const file = new Uint8Array(headerEnd + bytes.length);
  file.set(MAGIC);
  file[8] = text.length & 255;
  file[9] = text.length >> 8;
  file.set(new TextEncoder().encode(text), MAGIC.length + 2);
  file.set(bytes, headerEnd);
  return file;
}
