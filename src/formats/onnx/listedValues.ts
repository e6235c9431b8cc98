import { DTYPE_BYTES, type DType, ReadError, sizeOf } from '../../model/index.ts';
import type { MessageRange, RangedField } from '../containers/protobuf/index.ts';
import type { OnnxType } from './elementTypes.ts';
import type { OnnxTensor } from './readTensor.ts';

type Fields = readonly RangedField[];
type Whole = new (values: readonly number[]) => ArrayBufferView;

/** Values that stand in a typed list of their message: which bytes they are, little-endian. */
export function listedValues(tensor: OnnxTensor, type: OnnxType, fields: Fields): Uint8Array {
  const write = WRITERS[type.dtype as DType];
  const bytes = write?.(tensor.message, fields) ?? new Uint8Array(0);
  if (type.dtype === 'string') return bytes;
  const expected = sizeOf(tensor.shape) * DTYPE_BYTES[type.dtype as DType];
  if (bytes.length !== expected)
    throw new ReadError(
      'corrupt',
      `The file is damaged: tensor "${tensor.name}" [${tensor.shape.join(', ')}] of ${type.name} lists ${bytes.length} bytes of values, where ${expected} are needed.`,
      tensor.name,
    );
  return bytes;
}

/** The least that a list of so many elements takes: a shape alone must not make us allocate. */
export function checkListLength({ name, shape, message }: OnnxTensor, type: OnnxType, fields: Fields): void {
  const least = type.list === 4 ? 4 : type.list === 10 ? 8 : 1;
  const room = fields.reduce((sum, { length }) => sum + Math.max(length, 1), 0);
  if (type.dtype !== 'string' && sizeOf(shape) * least > room)
    throw message.fault(`"${name}" [${shape.join(', ')}] lists fewer values than its shape asks for`);
}

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Lists of floats are packed, or one to a field; either way they are their own bytes. */
function raw({ source }: MessageRange, fields: Fields): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(source.view(field.at, field.length), at);
    at += field.length;
  }
  return bytes;
}

const wholes = (message: MessageRange, fields: Fields): bigint[] =>
  fields.flatMap((it) => message.wholes(it));

/** Typed arrays wrap values to their width, as the C++ cast does. */
const narrow =
  (Type: Whole) =>
  (message: MessageRange, fields: Fields): Uint8Array =>
    bytesOf(new Type(wholes(message, fields).map(Number)));

const wide = (message: MessageRange, fields: Fields): Uint8Array =>
  bytesOf(BigInt64Array.from(wholes(message, fields)));

/** Texts by their bytes, each behind its length, so that equal tensors are equal bytes. */
function texts(message: MessageRange, fields: Fields): Uint8Array {
  const pieces = fields.flatMap((it) => {
    message.expect(it, 'bytes');
    return [bytesOf(Uint32Array.of(it.length)), message.source.view(it.at, it.length)];
  });
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

const WRITERS: Partial<Record<DType, (message: MessageRange, fields: Fields) => Uint8Array>> = {
  float32: raw,
  float64: raw,
  complex64: raw,
  float16: narrow(Uint16Array),
  bfloat16: narrow(Uint16Array),
  int8: narrow(Int8Array),
  uint8: narrow(Uint8Array),
  int16: narrow(Int16Array),
  uint16: narrow(Uint16Array),
  int32: narrow(Int32Array),
  uint32: narrow(Uint32Array),
  int64: wide,
  uint64: wide,
  bool: narrow(Uint8Array),
  string: texts,
};
