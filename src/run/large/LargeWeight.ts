import type { Shape, Tensor } from '../../model/index.ts';

/** A matrix that may be too large to be held whole: its rows are read a block at a time. */
export interface LargeWeight {
  readonly shape: Shape;
  /** Rows `[from, to)`, as the file holds them. The next call may overwrite their memory. */
  rows(from: number, to: number): Promise<Tensor>;
}

/** Weights by role. */
export type LargeWeights = Readonly<Record<string, LargeWeight>>;
