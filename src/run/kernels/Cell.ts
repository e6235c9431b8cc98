import type * as tf from '@tensorflow/tfjs-core';

/** One step of a recurrent layer: input and states in, output and states out. */
export interface Cell {
  /** Shapes of its states without the batch; that of the first is its output's. */
  readonly states: readonly (readonly number[])[];
  step(x: tf.Tensor, states: readonly tf.Tensor[]): { output: tf.Tensor; states: tf.Tensor[] };
}
