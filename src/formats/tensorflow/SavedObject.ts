import type { SavedNode, StructuredValue } from '../../model/index.ts';

/** A node of the object graph of a SavedModel (`tensorflow/core/protobuf/saved_object_graph.proto`). */
export interface SavedObject extends Omit<SavedNode, 'id' | 'path'> {
  /** JSON that Keras before 2.5 kept here; `null` when there is none. */
  readonly metadata: string | null;
  /** The name of a variable, without `:0`. */
  readonly variableName: string | null;
  readonly trainable: boolean;
}

/** A traced function of the object graph. */
export interface SavedFunction {
  /** Objects whose values follow the arguments. */
  readonly boundInputs: readonly number[];
  readonly arguments: StructuredValue | null;
  readonly result: StructuredValue | null;
}

/** The saved objects by number, and the traced functions by name. */
export interface SavedObjects {
  readonly nodes: readonly SavedObject[];
  readonly functions: ReadonlyMap<string, SavedFunction>;
}
