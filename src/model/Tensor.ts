import type { DType } from './DType.ts';
import type { Shape } from './Shape.ts';

/**
 * A tensor in memory, row-major. `bytes` are little-endian in the stored dtype, exactly as the file holds them, so that
 * equality can be asked of bytes first. Views (`toFloat64`, `toFloat32`) are made when numbers are needed.
 */
export interface Tensor {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly bytes: Uint8Array;
  /** The texts of a `string` tensor, whose `bytes` are how the file stores them, or empty. */
  readonly strings?: readonly string[] | null;
}
