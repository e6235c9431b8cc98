import type { TensorProto } from '../../../model/index.ts';

/** What a lookup table was filled with: keys and values, as many of each. */
export interface Table {
  readonly keys: TensorProto;
  readonly values: TensorProto;
}
