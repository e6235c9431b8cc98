import type { DType } from './DType.ts';
import type { LayerId, VariableId } from './ids.ts';
import type { Shape } from './Shape.ts';

/** What a stored tensor is for. Only weights take part in a prediction; a counter tells how often was trained or saved. */
export type Purpose = 'weight' | 'optimizer' | 'metric' | 'counter' | 'other';

/** How a variable got its name: the file says it, the config and Keras' rules imply it, or it is only a place in the file. */
export type NameSource = 'file' | 'config' | 'place';

/** A stored tensor: what it is, and where its bytes lie. */
export interface Variable {
  readonly id: VariableId;
  /** The layer that owns it, `null` for optimizer state and what no layer claims. */
  readonly layer: LayerId | null;
  /** Its part in the layer: `kernel`; inside wrappers with the way to it: `forward_layer/kernel`, `query/kernel`. */
  readonly role: string;
  readonly purpose: Purpose;
  readonly named: NameSource;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly byteLength: number;
  /** The dataset that holds it: `layers/dense_1/vars/0`, `model_weights/dense/dense/kernel:0`. */
  readonly place: string;
  readonly storage: Storage;
  /** The values were rounded to multiples of a step when the file was made (quantisation to whole numbers). */
  readonly rounded?: Rounding;
}

/** How values were rounded: to multiples of `step`, or of a step of its own for each index of an axis; then `step` is the largest. */
export interface Rounding {
  readonly to: 'uint8' | 'uint16' | 'int8' | 'int16' | 'int32';
  readonly step: number;
  readonly steps?: { readonly axis: number; readonly sizes: readonly number[] };
}

/**
 * Where a variable's bytes lie in the outermost file, so that a corrected file can be written with everything else as it
 * was. Offsets count from the start of that file; `member` names the zip entry they are inside of, if any. In a model of
 * several files `member` is the path of the one that holds them, and offsets count from its start.
 */
export interface Storage {
  readonly member: string | null;
  readonly layout:
    | { readonly kind: 'contiguous'; readonly offset: number; readonly byteLength: number }
    | {
        readonly kind: 'chunked';
        readonly chunkShape: Shape;
        readonly filters: readonly string[];
        readonly chunks: readonly { readonly offset: number; readonly byteLength: number }[];
      }
    /** In several places: each holds `width` bytes, from `at` on, of each of `rows` rows from `row` on. A row has `rowBytes`. */
    | {
        readonly kind: 'pieces';
        readonly rowBytes: number;
        readonly pieces: readonly {
          readonly member: string;
          readonly offset: number;
          readonly byteLength: number;
          readonly row: number;
          readonly rows: number;
          readonly at: number;
          readonly width: number;
        }[];
      }
    | { readonly kind: 'fill' }
    | { readonly kind: 'inflated'; readonly why: string };
}
