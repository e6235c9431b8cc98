import { childrenOf, type Generation, type KerasObject, type TargetVariable } from './KerasObject.ts';

/**
 * The order in which the legacy layout keeps an object's variables, trainable before frozen
 * (`_legacy_weights` in `keras/src/legacy/saving/legacy_h5_format.py` of Keras 3, in
 * `keras/src/saving/legacy/hdf5_format.py` of tf.keras 2.15).
 */
export function legacyWeights(object: KerasObject, generation: Generation): readonly TargetVariable[] {
  const { trainable, frozen } = trainableOf(object, generation);
  return distinct([...trainable, ...frozen]);
}

/** An object's `trainable_weights` and `non_trainable_weights`, as its Keras lists them. */
export function trainableOf(object: KerasObject, generation: Generation): Sorted {
  return generation === 3 ? sortedByKeras3(object) : sortedByTfKeras(object);
}

interface Sorted {
  readonly trainable: readonly TargetVariable[];
  readonly frozen: readonly TargetVariable[];
}

/** Keras 3 asks each variable whether it is trainable (`keras/src/layers/layer.py`). */
function sortedByKeras3(object: KerasObject): Sorted {
  const all = weightsOf(object);
  if (!object.trainable) return { trainable: [], frozen: all };
  return { trainable: all.filter((it) => it.trainable), frozen: all.filter((it) => !it.trainable) };
}

/** `Layer.weights`: an object's own, then those of its layers. */
function weightsOf(object: KerasObject): readonly TargetVariable[] {
  return distinct([...object.own, ...childrenOf(object).flatMap(weightsOf)]);
}

/** tf.keras asks each layer (`keras/src/engine/base_layer.py` and `training.py` at v2.15). */
function sortedByTfKeras(object: KerasObject): Sorted {
  const children = childrenOf(object).map(sortedByTfKeras);
  const inner = {
    trainable: children.flatMap((it) => it.trainable),
    frozen: children.flatMap((it) => it.frozen),
  };
  if (object.layers) return { trainable: inner.trainable, frozen: inner.frozen };
  const made = object.own.filter((it) => it.created === 'trainable');
  const state = object.own.filter((it) => it.created === 'state');
  if (object.trainable)
    return { trainable: [...made, ...inner.trainable], frozen: [...state, ...inner.frozen] };
  const all = children.flatMap((it) => [...it.trainable, ...it.frozen]);
  return { trainable: [], frozen: [...made, ...state, ...all] };
}

const distinct = (variables: readonly TargetVariable[]): readonly TargetVariable[] => [...new Set(variables)];
