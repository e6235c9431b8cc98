import type { Tensor } from '../../../model/index.ts';

/** An array of a `.npy` file: a tensor, and for text (dtype `string`, no bytes) its strings, row-major. */
export interface NpyArray extends Tensor {
  readonly strings: readonly string[] | null;
}
