import type { PairedBy } from '../align/index.ts';
import type { DType, LayerId, Shape, VariableId } from '../model/index.ts';

/** What became of a variable between A and B. */
export type VariableStatus =
  | 'identical'
  | 'equal'
  | 'close'
  | 'different'
  | 'shape'
  | 'only-a'
  | 'only-b'
  | 'moved'
  | 'transformed';

/** A change that turns A's values into B's: bit for bit, or by rounding as exactly as it can. */
export type Transform =
  | 'transposed'
  | 'reshaped'
  | 'rounded'
  | 'transposed-and-cast'
  | 'transposed-and-rounded'
  | 'flipped'
  | 'cast'
  | 'gates-permuted'
  | 'scaled'
  | 'rows-permuted'
  | 'columns-permuted';

/** Two histograms over one range, and that of the difference over its own. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** One variable of A beside its counterpart in B. Statistics are doubles and null where bytes are equal or cannot be compared. */
export interface VariableRow {
  readonly a: VariableId | null;
  readonly b: VariableId | null;
  readonly how: PairedBy | null;
  readonly layerA: LayerId | null;
  readonly layerB: LayerId | null;
  readonly role: string;
  readonly dtype: DType;
  /** Shape in A, or in B when A has none. */
  readonly shape: Shape;
  readonly dtypeB: DType | null;
  readonly shapeB: Shape | null;
  readonly status: VariableStatus;
  /** Largest |B − A| and where (row-major index per axis). */
  readonly maxAbs: number | null;
  readonly maxAbsAt: readonly number[] | null;
  /** Largest |B − A| ÷ |A| over elements with A ≠ 0, and where. */
  readonly maxRel: number | null;
  readonly maxRelAt: readonly number[] | null;
  readonly meanAbs: number | null;
  readonly rms: number | null;
  readonly cosine: number | null;
  readonly countDifferent: number | null;
  /** Largest |A|, the scale that `close` is judged by. */
  readonly maxA: number | null;
  readonly nanA: number;
  readonly nanB: number;
  readonly infA: number;
  readonly infB: number;
  /** Where A's counterpart's values come from: the variable of A that holds the values found in `b`. */
  readonly movedFrom?: VariableId;
  readonly transform?: Transform;
  readonly histogram?: Histogram;
}
