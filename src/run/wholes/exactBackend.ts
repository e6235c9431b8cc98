import type { Tensor } from '@tensorflow/tfjs-core';
import type { Backend } from '../RunComparison.ts';

/** Up to here every whole number is a float32. */
const FLOAT32 = 2 ** 24;

/** Whether a backend would round whole numbers: WebGL holds them as float32. */
export function roundsWholes(backend: Backend, tensors: readonly Tensor[]): boolean {
  if (backend !== 'webgl') return false;
  return tensors.some(
    (tensor) =>
      tensor.dtype === 'int32' && tensor.dataSync().some((value) => value > FLOAT32 || value < -FLOAT32),
  );
}
