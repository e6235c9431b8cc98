import {
  DTYPE_BYTES,
  isDType,
  ReadError,
  type Shape,
  sizeOf,
  type Tensor,
  type TensorProto,
  type TfDataType,
  tfDataTypeOf,
} from '../../model/index.ts';
import { type Fields, readFields, type WireReader } from '../containers/protobuf/index.ts';
import { readShape } from './readShape.ts';

/** The fields as they stand in the file (`tensorflow/core/framework/tensor.proto`). */
interface Draft {
  dtype: TfDataType;
  shape: Shape;
  content: Uint8Array | null;
  /** Bits of float16 and bfloat16; integers and truth values of all widths. */
  readonly wholes: (number | bigint)[];
  /** Single and double precision; complex numbers in pairs. */
  readonly reals: number[];
  readonly texts: Uint8Array[];
}

const wholes = (it: Draft, from: WireReader): void => from.wholes(it.wholes);
const floats = (it: Draft, from: WireReader): void => from.floats(it.reals);

const TENSOR: Fields<Draft> = {
  1: (it, from) => {
    it.dtype = tfDataTypeOf(from.int());
  },
  2: (it, from) => {
    it.shape = knownShape(from);
  },
  4: (it, from) => {
    it.content = from.take();
  },
  5: floats,
  6: (it, from) => from.doubles(it.reals),
  7: wholes,
  8: (it, from) => void it.texts.push(from.take()),
  9: floats,
  10: wholes,
  11: wholes,
  13: wholes,
  16: wholes,
  17: wholes,
};

/** Elements of a constant; more do not fit any graph. */
const MAX_ELEMENTS = 2 ** 31;

/** Reads a `TensorProto`. Its numbers are decoded by `value`, when somebody asks. */
export function readTensorProto(from: WireReader): TensorProto {
  const draft: Draft = { dtype: 'invalid', shape: [], content: null, wholes: [], reals: [], texts: [] };
  readFields(from, TENSOR, draft);
  const { dtype, shape } = draft;
  return { dtype, shape, value: () => decode(draft) };
}

function knownShape(from: WireReader): Shape {
  const shape = readShape(from.message('the shape of a constant'));
  const known = shape?.filter((axis) => axis !== null) ?? [];
  if (shape !== null && known.length === shape.length && sizeOf(known) <= MAX_ELEMENTS) return known;
  throw from.fault('holds a constant of an impossible shape');
}

function decode(draft: Draft): Tensor {
  const { dtype, shape, content } = draft;
  if (!isDType(dtype))
    throw new ReadError(
      'unsupported-feature',
      `The graph holds a constant of type ${dtype}, which cannot be read.`,
    );
  const count = sizeOf(shape);
  if (dtype === 'string') return { dtype, shape, bytes: new Uint8Array(0), strings: textsOf(draft, count) };
  const bytes =
    content !== null && content.length > 0 ? contentOf(draft, content, count) : listed(draft, count);
  return { dtype, shape, bytes };
}

function contentOf({ dtype }: Draft, content: Uint8Array, count: number): Uint8Array {
  const expected = count * DTYPE_BYTES[dtype as keyof typeof DTYPE_BYTES];
  if (content.length === expected) return content;
  throw mismatch(`${content.length} bytes`, `${expected}`, dtype);
}

/** TensorFlow repeats the last value that is listed (`framework/tensor.cc`, `FromProtoField`). */
function listed(draft: Draft, count: number): Uint8Array {
  const write = WRITERS[draft.dtype];
  if (write === undefined) throw mismatch('its values in no way that is known', 'numbers', draft.dtype);
  const given = write(draft);
  const width = DTYPE_BYTES[draft.dtype as keyof typeof DTYPE_BYTES];
  const total = count * width;
  if (given.length === total) return given;
  if (given.length > total || given.length % width !== 0)
    throw mismatch(`${given.length / width} values`, `${count}`, draft.dtype);
  const bytes = new Uint8Array(total);
  if (given.length === 0) return bytes;
  bytes.set(given);
  for (let at = given.length; at < total; at += width) bytes.copyWithin(at, at - width, at);
  return bytes;
}

function textsOf({ texts, content }: Draft, count: number): string[] {
  if (content !== null && content.length > 0) throw mismatch('raw bytes', 'texts', 'string');
  if (texts.length > count) throw mismatch(`${texts.length} values`, `${count}`, 'string');
  const given = texts.map(textOf);
  const last = given.at(-1) ?? '';
  return Array.from({ length: count }, (_, i) => given[i] ?? last);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const problem = 'The graph holds a constant of bytes that are no UTF-8 text, which cannot be used.';
    throw new ReadError('unsupported-feature', problem, null, error);
  }
}

type Write = (draft: Draft) => Uint8Array;

type NumberArray = new (values: readonly number[]) => ArrayBufferView;

const real =
  (Type: NumberArray): Write =>
  ({ reals }) =>
    bytesOf(new Type(reals));

/** Typed arrays wrap values to their width, as the C++ cast does. */
const whole =
  (Type: NumberArray): Write =>
  ({ wholes: values }) =>
    bytesOf(new Type(values.map(Number)));

const wide: Write = ({ wholes: values }) => bytesOf(BigInt64Array.from(values, BigInt));

/** Which list holds the values of a type, and how they are laid out. */
const WRITERS: Partial<Record<TfDataType, Write>> = {
  float32: real(Float32Array),
  float64: real(Float64Array),
  complex64: real(Float32Array),
  float16: whole(Uint16Array),
  bfloat16: whole(Uint16Array),
  int8: whole(Int8Array),
  uint8: whole(Uint8Array),
  int16: whole(Int16Array),
  uint16: whole(Uint16Array),
  int32: whole(Int32Array),
  uint32: whole(Uint32Array),
  int64: wide,
  uint64: wide,
  bool: whole(Uint8Array),
};

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function mismatch(found: string, expected: string, dtype: TfDataType): ReadError {
  return new ReadError(
    'corrupt',
    `The file is damaged: a constant of type ${dtype} holds ${found}, where ${expected} were expected.`,
  );
}
