import type { DType } from '../../model/index.ts';

/** An element type of TensorFlow Lite; `dtype` is the type here that holds it, where there is one. */
export interface TfliteType {
  readonly name: string;
  readonly dtype: DType | null;
}

const type = (name: string, dtype: DType | null = null): TfliteType => ({ name, dtype });

/** By number (tensorflow `compiler/mlir/lite/schema/schema.fbs`, `TensorType`). */
const TYPES: readonly TfliteType[] = [
  type('FLOAT32', 'float32'),
  type('FLOAT16', 'float16'),
  type('INT32', 'int32'),
  type('UINT8', 'uint8'),
  type('INT64', 'int64'),
  type('STRING'),
  type('BOOL', 'bool'),
  type('INT16', 'int16'),
  type('COMPLEX64', 'complex64'),
  type('INT8', 'int8'),
  type('FLOAT64', 'float64'),
  type('COMPLEX128'),
  type('UINT64', 'uint64'),
  type('RESOURCE'),
  type('VARIANT'),
  type('UINT32', 'uint32'),
  type('UINT16', 'uint16'),
  type('INT4'),
  type('BFLOAT16', 'bfloat16'),
  type('INT2'),
  type('UINT4'),
  type('FLOAT8_E4M3FN'),
  type('FLOAT8_E5M2'),
];

/** The type behind a number; one that is not known is called by it. */
export function tfliteType(code: number): TfliteType {
  return TYPES[code] ?? type(`type ${code}`);
}
