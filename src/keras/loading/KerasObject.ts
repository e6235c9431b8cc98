import type { DType, JsonObject, LayerId, Shape, VariableId } from '../../model/index.ts';
import { adaptsVocabulary } from '../variables/adaptsVocabulary.ts';

/** A variable of a model that something is loaded into. */
export interface TargetVariable {
  readonly id: VariableId;
  readonly layer: LayerId;
  readonly role: string;
  /** As Keras calls it in messages: `kernel` in Keras 3, `dense/kernel:0` in tf.keras. */
  readonly name: string;
  /** Keras 3's `path`, as it is once the model was loaded from its file; the same as `name` in tf.keras. */
  readonly path: string;
  readonly shape: Shape;
  readonly dtype: DType;
  /** What it was created as, and what its layer's `trainable` makes of it. */
  readonly created: 'trainable' | 'state';
  readonly trainable: boolean;
}

/** A layer, a nested model, or a layer inside of a layer, as Keras holds it in memory. */
export interface KerasObject {
  readonly className: string;
  readonly name: string;
  readonly layer: LayerId;
  readonly config: JsonObject;
  readonly trainable: boolean;
  /** What it created itself: trainable first, then state. */
  readonly own: readonly TargetVariable[];
  /** The layers of a model, in `model.layers` order; `null` for what is no model. */
  readonly layers: readonly KerasObject[] | null;
  /** Objects in attributes, in order of creation. */
  readonly parts: readonly { readonly attributes: readonly string[]; readonly object: KerasObject }[];
}

/** The two Kerases that are simulated: the last tf.keras, and Keras 3. */
export type Generation = 2 | 3;

/** Whether tf.keras lists among the object's weights a vocabulary, which is no variable. */
export function holdsVocabulary(object: KerasObject): boolean {
  return adaptsVocabulary(object.className, object.config) || childrenOf(object).some(holdsVocabulary);
}

/** What an object holds, in order of creation: its layers, or its parts. */
export function childrenOf({ layers, parts }: KerasObject): readonly KerasObject[] {
  return layers ?? parts.map(({ object }) => object);
}
