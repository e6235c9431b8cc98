import type { DType } from '../../model/index.ts';

/** In which list of a `TensorProto` the values of a type stand, where they are not raw. */
export type ListField = 4 | 5 | 6 | 7 | 10 | 11;

/** An element type of ONNX; `dtype` is the type here that holds it, where there is one. */
export interface OnnxType {
  readonly name: string;
  readonly dtype: DType | null;
  readonly list: ListField | null;
}

const type = (name: string, dtype: DType | null = null, list: ListField | null = null): OnnxType => ({
  name,
  dtype,
  list,
});

/** By number, with the lists that hold them (`onnx.proto`, `TensorProto.DataType`). */
const TYPES: readonly OnnxType[] = [
  type('UNDEFINED'),
  type('FLOAT', 'float32', 4),
  type('UINT8', 'uint8', 5),
  type('INT8', 'int8', 5),
  type('UINT16', 'uint16', 5),
  type('INT16', 'int16', 5),
  type('INT32', 'int32', 5),
  type('INT64', 'int64', 7),
  type('STRING', 'string', 6),
  type('BOOL', 'bool', 5),
  type('FLOAT16', 'float16', 5),
  type('DOUBLE', 'float64', 10),
  type('UINT32', 'uint32', 11),
  type('UINT64', 'uint64', 11),
  type('COMPLEX64', 'complex64', 4),
  type('COMPLEX128'),
  type('BFLOAT16', 'bfloat16', 5),
  type('FLOAT8E4M3FN'),
  type('FLOAT8E4M3FNUZ'),
  type('FLOAT8E5M2'),
  type('FLOAT8E5M2FNUZ'),
  type('UINT4'),
  type('INT4'),
  type('FLOAT4E2M1'),
  type('FLOAT8E8M0'),
  type('UINT2'),
  type('INT2'),
  type('FLOAT6E2M3'),
  type('FLOAT6E3M2'),
];

/** The type behind a number; one that is not known is called by it. */
export function onnxType(code: number): OnnxType {
  return TYPES[code] ?? type(`type ${code}`);
}
