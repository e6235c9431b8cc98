import type { Operation } from './Operation.ts';

/**
 * A function of TensorFlow: an operator, and the function's own parameters in order, each as `theirs` or `theirs=ours`.
 * What is `theirs=-` may be there and must say nothing.
 */
export interface TensorflowFunction {
  readonly operation: Operation;
  readonly parameters: string;
}
