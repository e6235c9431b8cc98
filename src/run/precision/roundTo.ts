import * as tf from '@tensorflow/tfjs-core';
import type { HalfType } from './HalfType.ts';

const word = new Float32Array(1);
const bits = new Uint32Array(word.buffer);

/** The bfloat16 nearest to a float32, ties to even: its upper sixteen bits. */
function toBfloat16(value: number): number {
  word[0] = value;
  const all = bits[0] as number;
  if ((all & 0x7f80_0000) === 0x7f80_0000) return value;
  bits[0] = (all + 0x7fff + ((all >>> 16) & 1)) & 0xffff_0000;
  return word[0] as number;
}

const LARGEST = 65_504;
/** Exponent bits of 2⁻¹⁴, the smallest normal float16. */
const SMALLEST_NORMAL = 113;
/** Added to a double, it leaves no bits below 2⁻²⁴, the quantum of subnormals. */
const SUBNORMAL = 1.5 * 2 ** 28;

/** The float16 nearest to a float32, ties to even; subnormals keep their quantum, what is too large becomes infinite. */
function toFloat16(value: number): number {
  word[0] = value;
  const all = bits[0] as number;
  const exponent = (all >>> 23) & 255;
  if (exponent === 255) return value;
  if (exponent < SMALLEST_NORMAL) return value === 0 ? value : value + SUBNORMAL - SUBNORMAL;
  bits[0] = (all + 0xfff + ((all >>> 13) & 1)) & 0xffff_e000;
  const rounded = word[0] as number;
  return Math.abs(rounded) > LARGEST ? Math.sign(value) * Number.POSITIVE_INFINITY : rounded;
}

const ROUND: Readonly<Record<HalfType, (value: number) => number>> = {
  float16: toFloat16,
  bfloat16: toBfloat16,
};

/** Rounds one number. */
export function roundNumber(value: number, type: HalfType): number {
  return ROUND[type](value);
}

/**
 * A float32 tensor with every value rounded to a 16-bit type, as a cast in TensorFlow rounds; others as they are. Done on
 * the host, because what shaders do with sums of very different sizes is up to their compiler.
 */
export function roundTo(x: tf.Tensor, type: HalfType): tf.Tensor {
  if (x.dtype !== 'float32' || x.size === 0) return x;
  const values = x.dataSync() as Float32Array;
  return tf.tensor(values.map(ROUND[type]), x.shape, 'float32');
}
