import * as tf from '@tensorflow/tfjs-core';
import { isFloat, sizeOf, type Tensor, toFloat64 } from '../model/index.ts';
import { RunStop } from './RunStop.ts';

/** A tensor of a file on the current backend: floats as float32, whole numbers as int32, bool as bool. */
export function upload(host: Tensor): tf.Tensor {
  const shape = [...host.shape];
  const numbers = toFloat64(host);
  if (numbers === null) throw new RunStop(`Values of type ${host.dtype} cannot be computed with.`);
  if (numbers.length !== sizeOf(shape))
    throw new RunStop(`It holds ${numbers.length} values for ${shape.join(' × ')}.`);
  if (host.dtype === 'bool') return tf.tensor(Uint8Array.from(numbers), shape, 'bool');
  if (isFloat(host.dtype)) return tf.tensor(Float32Array.from(numbers), shape, 'float32');
  if (numbers.some((n) => Math.abs(n) > 2 ** 31 - 1))
    throw new RunStop('It holds whole numbers beyond 32 bits, which cannot be computed with exactly.');
  return tf.tensor(Int32Array.from(numbers), shape, 'int32');
}

/** Numbers of a running tensor, on their way out. */
export interface HostValue {
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** Reads a tensor back. */
export async function download(tensor: tf.Tensor): Promise<HostValue> {
  const values = (await tensor.data()) as HostValue['values'];
  return { dtype: tensor.dtype as HostValue['dtype'], shape: [...tensor.shape], values };
}

/** Numbers on their way out as a tensor of a file. */
export function asTensor({ dtype, shape, values }: HostValue): Tensor {
  return { dtype, shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}
