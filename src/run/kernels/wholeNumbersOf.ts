import type { Tensor } from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';

/** The values of a tensor as whole numbers, as TensorFlow casts them: fractions are cut off. Refuses text, NaN and what is too large. */
export function wholeNumbersOf(x: Tensor): Int32Array {
  if (x.dtype === 'string') throw new RunStop('Its input holds text where it takes whole numbers.');
  const values = x.dataSync();
  if (x.dtype !== 'float32') return Int32Array.from(values);
  return Int32Array.from(values, (value) => {
    if (Math.abs(value) < 2 ** 31) return Math.trunc(value);
    throw new RunStop(`Its input holds ${value}, which is no whole number of 32 bits.`);
  });
}
