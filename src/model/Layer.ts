import type { LayerId, VariableId } from './ids.ts';
import type { JsonObject } from './Json.ts';

/**
 * What kind of thing a layer entry is: a layer of Keras; a nested model (its layers follow with its path as prefix); an
 * operator node (`keras.ops.multiply`, `TFOpLambda`); a class that Keras does not know; operations of a TensorFlow graph
 * that were found to be one layer; or operations of a converted model (ONNX, TensorFlow Lite).
 */
export type LayerKind = 'layer' | 'model' | 'operation' | 'custom' | 'tensorflow' | 'converted';

/** One layer as the config describes it. */
export interface Layer {
  readonly id: LayerId;
  readonly name: string;
  readonly kind: LayerKind;
  /** `Dense`, `Functional`, `Multiply` … */
  readonly className: string;
  /** Where the class lives: `keras.layers`, `keras.src.ops.numpy`; `null` in legacy files, which do not say. */
  readonly module: string | null;
  /** The options as the file states them; absent keys mean the default of the version that wrote it. */
  readonly config: JsonObject;
  /** The input shapes that the layer was built with, where the file states them. */
  readonly build: JsonObject | null;
  /** The path of the nested model that holds it, `null` at the top. */
  readonly parent: LayerId | null;
  /** Weights in the order of Keras' own `layer.weights`: trainable first. Filled once values are bound. */
  readonly variables: readonly VariableId[];
}
