import type { JsonObject, Layer, LayerId, Variable, VariableId } from '../model/index.ts';

/** One layer of an opened file, as its config states it. */
export interface InsideLayer {
  readonly id: LayerId;
  readonly className: string;
  /** Units, filters, kernel size: the few words behind the class. */
  readonly detail: string;
  readonly kind: Layer['kind'];
  /** How many nested models lie around it. */
  readonly depth: number;
  /** The options as the file states them; absent ones are at their default. */
  readonly config: JsonObject;
  readonly variables: readonly VariableId[];
  /** Values in its weights. */
  readonly parameters: number;
}

/** One call of a layer, in the order of the computation. */
export interface InsideCall {
  readonly layer: LayerId;
  /** 0 for the layer's first call. */
  readonly call: number;
  /** Places of the calls whose tensors it reads: smaller than its own. */
  readonly reads: readonly number[];
  /** Names of the model's outputs that it gives. */
  readonly gives: readonly string[];
}

/** A stored tensor, without its values. */
export type InsideVariable = Pick<
  Variable,
  'id' | 'layer' | 'role' | 'purpose' | 'dtype' | 'shape' | 'byteLength' | 'place' | 'rounded'
>;

/** What one file holds: the page's counterpart of `twinspect show`. Plain data, no values. */
export interface ModelInside {
  readonly layers: readonly InsideLayer[];
  /** Weights first, then the optimizer's and others. */
  readonly variables: readonly InsideVariable[];
  /** Empty where the computation is not known. */
  readonly calls: readonly InsideCall[];
  /** Why the computation is not known; null where it is. */
  readonly missing: string | null;
}
