import type { io } from '@tensorflow/tfjs-core';
import { isFloat, type TensorProto, toFloat32, toFloat64 } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';

/** A constant as TensorFlow.js reads weights. */
export interface EncodedConstant {
  readonly spec: io.WeightsManifestEntry;
  readonly bytes: Uint8Array;
}

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Encodes a constant of a graph. Throws `RunStop` where TensorFlow.js has no such values. */
export function encodeConstant(name: string, proto: TensorProto): EncodedConstant {
  const tensor = proto.value();
  const { dtype, bytes } = tensor;
  const shape = [...tensor.shape];
  const spec = (type: io.WeightsManifestEntry['dtype']): io.WeightsManifestEntry => ({
    name,
    shape,
    dtype: type,
  });
  if (dtype === 'string') return { spec: spec('string'), bytes: encodeTexts(tensor.strings ?? []) };
  if (dtype === 'bool') return { spec: spec('bool'), bytes };
  if (dtype === 'complex64') return { spec: spec('complex64'), bytes };
  if (isFloat(dtype))
    return { spec: spec('float32'), bytes: bytesOf(Float32Array.from(toFloat32(tensor) ?? [])) };
  const numbers = toFloat64(tensor);
  if (numbers === null)
    throw new RunStop(`The constant ${name} is of type ${dtype}, which cannot be computed with.`);
  if (numbers.some((value) => Math.abs(value) > 2 ** 31 - 1 && value !== -(2 ** 31)))
    throw new RunStop(
      `The constant ${name} holds whole numbers beyond 32 bits, which cannot be computed with exactly.`,
    );
  return { spec: spec('int32'), bytes: bytesOf(Int32Array.from(numbers)) };
}

function encodeTexts(texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const data = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(data.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    data.set(part, at + 4);
    at += 4 + part.length;
  }
  return data;
}
