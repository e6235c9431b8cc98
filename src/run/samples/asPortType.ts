import { isFloat, type Port, type Tensor, toFloat64 } from '../../model/index.ts';

const WHOLE: ReadonlySet<string> = new Set([
  ...['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'],
]);
const FLOAT: ReadonlySet<string> = new Set(['float16', 'bfloat16', 'float32', 'float64']);

/**
 * An array as its input takes it: whole numbers for a floating input become floats, as Keras casts them, and floats that are
 * whole numbers become integers for an input of integers, for JSON and CSV know no others. Anything else is left as it is.
 */
export function asPortType(port: Port, tensor: Tensor): Tensor {
  const wanted = FLOAT.has(port.dtype) ? 'float32' : WHOLE.has(port.dtype) ? 'int32' : null;
  const given = isFloat(tensor.dtype) ? 'float32' : WHOLE.has(tensor.dtype) ? 'int32' : null;
  if (wanted === null || given === null || wanted === given) return tensor;
  const numbers = toFloat64(tensor);
  if (numbers === null) return tensor;
  if (wanted === 'float32') return held(tensor, 'float32', Float32Array.from(numbers));
  const fits = numbers.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31);
  return fits ? held(tensor, 'int32', Int32Array.from(numbers)) : tensor;
}

function held(
  { shape }: Tensor,
  dtype: 'float32' | 'int32',
  { buffer }: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
): Tensor {
  return { dtype, shape, bytes: new Uint8Array(buffer) };
}
