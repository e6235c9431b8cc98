import * as tf from '@tensorflow/tfjs-core';
import { switchBackend } from '../backends.ts';
import { disposeValue } from '../copyOfValue.ts';
import type { Backend } from '../RunComparison.ts';
import type { Value } from '../Value.ts';
import { roundsWholes } from './exactBackend.ts';

/** Computes a call on the current backend, or on cpu where whole numbers that go in or come out would be rounded. */
export async function computeExactly(
  given: readonly tf.Tensor[],
  compute: () => Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  const backend = tf.getBackend() as Backend;
  if (!roundsWholes(backend, given)) {
    const values = await compute();
    const made = values.map(({ tensor }) => tensor);
    if (!roundsWholes(backend, made)) return values;
    for (const value of values) disposeValue(value);
  }
  await switchBackend('cpu');
  try {
    return await compute();
  } finally {
    await switchBackend(backend);
  }
}
