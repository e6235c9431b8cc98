import { DTYPE_BYTES, type DType } from './DType.ts';

/**
 * TensorFlow's element types, by the names that Python prints; reference types (`DT_FLOAT_REF`) are their base type. A
 * number that this table does not know is `unknown:<number>`: whoever needs such a value refuses it by that name.
 */
export type TfDataType =
  | DType
  | 'invalid'
  | 'complex128'
  | 'qint8'
  | 'quint8'
  | 'qint16'
  | 'quint16'
  | 'qint32'
  | 'resource'
  | 'variant'
  | 'float8_e5m2'
  | 'float8_e4m3fn'
  | 'float8_e4m3fnuz'
  | 'float8_e4m3b11fnuz'
  | 'float8_e5m2fnuz'
  | 'int4'
  | 'uint4'
  | 'int2'
  | 'uint2'
  | 'float4_e2m1fn'
  | `unknown:${number}`;

/** By number, as `tensorflow/core/framework/types.proto` counts them. */
const NAMES: readonly TfDataType[] = [
  'invalid',
  'float32',
  'float64',
  'int32',
  'uint8',
  'int16',
  'int8',
  'string',
  'complex64',
  'int64',
  'bool',
  'qint8',
  'quint8',
  'qint32',
  'bfloat16',
  'qint16',
  'quint16',
  'uint16',
  'complex128',
  'float16',
  'resource',
  'variant',
  'uint32',
  'uint64',
  'float8_e5m2',
  'float8_e4m3fn',
  'float8_e4m3fnuz',
  'float8_e4m3b11fnuz',
  'float8_e5m2fnuz',
  'int4',
  'uint4',
  'int2',
  'uint2',
  'float4_e2m1fn',
];

const REFERENCE = 100;

/** The type behind a `DataType` number. */
export function tfDataTypeOf(code: number): TfDataType {
  const name = NAMES[code > REFERENCE ? code - REFERENCE : code];
  return name ?? `unknown:${code}`;
}

/** Whether tensors of this type are among those that models hold and that can be compared. */
export function isDType(type: TfDataType): type is DType {
  return Object.hasOwn(DTYPE_BYTES, type);
}
