import { RunStop } from '../RunStop.ts';
import type { KernelCall } from './Kernel.ts';

/** 2 or 3, where the two compute differently; refuses when the file does not say which wrote it. */
export function generationOf(call: KernelCall): 2 | 3 {
  if (call.version === null)
    throw new RunStop(
      'Keras 2 and Keras 3 compute it differently, and the file does not say which wrote it.',
    );
  return call.version.generation === 3 ? 3 : 2;
}
