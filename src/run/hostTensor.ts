import * as tf from '@tensorflow/tfjs-core';
import { isFloat, sizeOf, type Tensor, toFloat32, toNumbers } from '../model/index.ts';
import { checkContext } from './backends.ts';
import { RunStop } from './RunStop.ts';

/**
 * A tensor of a file on the current backend: floats as float32, whole numbers as int32, bool as bool, text as it is. Shares
 * the file's memory where the numbers need no change: weights are the largest thing that a run holds.
 */
export function upload(host: Tensor): tf.Tensor {
  const shape = [...host.shape];
  if (host.dtype === 'string') return tf.tensor([...held(host.strings ?? [], shape)], shape, 'string');
  const numbers = isFloat(host.dtype) ? toFloat32(host) : toNumbers(host);
  if (numbers === null) throw new RunStop(`Values of type ${host.dtype} cannot be computed with.`);
  held(numbers, shape);
  if (host.dtype === 'bool') return tf.tensor(Uint8Array.from(numbers), shape, 'bool');
  if (numbers instanceof Float32Array) return tf.tensor(numbers, shape, 'float32');
  if (numbers.some((n) => n < -(2 ** 31) || n > 2 ** 31 - 1))
    throw new RunStop('It holds whole numbers beyond 32 bits, which cannot be computed with exactly.');
  return tf.tensor(Int32Array.from(numbers), shape, 'int32');
}

function held<T extends { readonly length: number }>(values: T, shape: readonly number[]): T {
  if (values.length === sizeOf(shape)) return values;
  throw new RunStop(`It holds ${values.length} values for ${shape.join(' × ')}.`);
}

/** Values of a running tensor, on their way out: numbers or texts. */
export interface HostValue {
  readonly dtype: 'float32' | 'int32' | 'bool' | 'string';
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array | readonly string[];
}

/** Reads a tensor back. Throws when the GPU was lost: the values are then not the tensor's. */
export async function download(tensor: tf.Tensor): Promise<HostValue> {
  const values = (await tensor.data()) as HostValue['values'];
  checkContext();
  return { dtype: tensor.dtype as HostValue['dtype'], shape: [...tensor.shape], values };
}

/** Values on their way out as a tensor of a file. */
export function asTensor({ dtype, shape, values }: HostValue): Tensor {
  if (isText(values)) return { dtype, shape, bytes: new Uint8Array(0), strings: values };
  return { dtype, shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/** Whether values are texts. */
export function isText(values: HostValue['values']): values is readonly string[] {
  return Array.isArray(values);
}

/** The values of a running tensor of text. Refuses numbers. */
export function textsOf(tensor: tf.Tensor): readonly string[] {
  if (tensor.dtype !== 'string')
    throw new RunStop(`Its input holds ${tensor.dtype} values where it takes text.`);
  return tensor.dataSync<'string'>() as unknown as readonly string[];
}
