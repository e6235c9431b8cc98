import type * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import { RunStop } from '../RunStop.ts';

/**
 * Refuses a sum whose second term is a vector in disguise, as `(3, 1)`, that Keras since 3.7 adds by `tf.nn.bias_add`: along
 * the last axis or axis 1 wherever the sizes agree, whichever axis NumPy and other backends add it to
 * (`keras/src/backend/tensorflow/numpy.py`, `add`). No file says on which backend its model ran.
 */
export function refuseBias(x: tf.Tensor, bias: tf.Tensor, version: KerasVersion | null): void {
  if (version !== null && (version.generation !== 3 || version.minor < 7)) return;
  const wide = bias.shape.flatMap((size, axis) => (size > 1 ? [bias.rank - axis] : []));
  const size = bias.shape.find((n) => n > 1) ?? 0;
  if (wide.length !== 1 || x.rank < 2 || bias.rank < 2) return;
  const last = x.shape[x.rank - 1] === size;
  if (!last && x.shape[1] !== size) return;
  const fromEnd = last ? 1 : x.rank - 1;
  if (wide[0] === fromEnd || isEven(bias)) return;
  throw new RunStop(
    `It adds ${size} values along axis ${x.rank - (wide[0] ?? 0)}; as axis ${x.rank - fromEnd} is as long, Keras 3.7 and later add them along that one on TensorFlow, and not on other backends. The file does not say on which it ran.`,
  );
}

/** Whether all values are the same, so that it does not matter where they are added. */
function isEven(bias: tf.Tensor): boolean {
  const values = bias.dataSync();
  return values.every((value) => value === values[0]);
}
