import type { JsonObject, ReadNote } from '../../model/index.ts';
import type { RangedTensor } from '../rangedStore.ts';

/** One operation of a converted model. */
export interface ConvertedNode {
  /** Unique in its model; the way to its subgraph stands in front. */
  readonly name: string;
  /** `Conv`, `FULLY_CONNECTED`. */
  readonly op: string;
  /** Names of tensors; empty where an input is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What the file states besides, where it can be read. */
  readonly attributes: JsonObject;
}

/** What a converted model (ONNX, TensorFlow Lite) consists of. */
export interface ConvertedGraph {
  readonly nodes: readonly ConvertedNode[];
  /** Constant tensors by the name that nodes ask for. */
  readonly constants: ReadonlyMap<string, RangedTensor>;
  /** Tensors that the model answers with. */
  readonly outputs: ReadonlySet<string>;
  readonly notes: readonly ReadNote[];
}

/** What the constant inputs of operations are for, in Keras' words, and which operations belong together. */
export interface OperationRoles {
  /** The role of each input, by operation; `null` where an input is no weight. */
  readonly roles: Readonly<Record<string, readonly (string | null)[]>>;
  /** Operations that hand a constant on as it is, or widened. */
  readonly passing: ReadonlySet<string>;
  /** Operations whose result a constant may be added to as their bias. */
  readonly biased: ReadonlySet<string>;
  readonly addition: string;
}
