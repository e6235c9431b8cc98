import { ReadError, sizeOf, type Tensor, toFloat32 } from '../../model/index.ts';
import type { Quantization, WeightEntry } from './manifest.ts';
import { lengthAt } from './textsEnd.ts';

/**
 * A weight as TensorFlow.js holds it after loading (tfjs-core `io/io_utils.ts`, `decodeWeight`): quantised values are
 * expanded in doubles and rounded to float32, half floats widened. `bytes` are its own copy of what the shards hold.
 */
export function decodeWeight(entry: WeightEntry, bytes: Uint8Array): Tensor {
  const { dtype, shape, quantization } = entry;
  if (dtype === 'string') return { dtype, shape, bytes, strings: decodeTexts(entry, bytes) };
  if (quantization === null) return { dtype, shape, bytes };
  const values = expand(bytes, quantization, dtype === 'int32');
  return { dtype, shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

function expand(bytes: Uint8Array, quantization: Quantization, whole: boolean): Float32Array | Int32Array {
  if (quantization.dtype === 'float16')
    return Float32Array.from(toFloat32({ dtype: 'float16', shape: [], bytes }) as Float32Array);
  const { scale, min } = quantization;
  const stored = quantization.dtype === 'uint8' ? bytes : new Uint16Array(bytes.slice().buffer);
  const values = whole ? new Int32Array(stored.length) : new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) {
    const value = (stored[i] as number) * scale + min;
    values[i] = whole ? Math.round(value) : value;
  }
  return values;
}

function decodeTexts({ name, shape }: WeightEntry, bytes: Uint8Array): string[] {
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let at = 0;
  for (let i = 0; i < sizeOf(shape); i++) {
    const start = at + 4;
    at = start <= bytes.length ? start + lengthAt(bytes, at) : start;
    if (at > bytes.length) throw new ReadError('truncated', `The texts of \`${name}\` end too early.`, name);
    texts.push(decoder.decode(bytes.subarray(start, at)));
  }
  return texts;
}
