import type { OwnVariable, Part } from './ClassVariables.ts';

/**
 * One step through the objects that TensorFlow tracks, from an object to one that it holds. `edges` are names of attributes
 * as Keras versions spell them; several in a row are joined by `/`.
 */
export interface ObjectStep {
  readonly edges: readonly string[];
  /** For a layer of a model: its number among the layers with weights, by which TensorFlow matches other models too. */
  readonly counted: { readonly edge: string | null; readonly layers: number } | null;
}

/** A layer's place in its model. */
interface LayerPlace {
  /** Its number, and the number of all; a Sequential leaves its input layer out. */
  readonly at: number;
  readonly of: number;
  readonly sequential: boolean;
  /** How many layers before it have weights; `null` when that cannot be known. */
  readonly weighted: number | null;
}

/**
 * From a model to a layer: `layer-2` in tf.keras (`keras/engine/functional.py`, `_layer_checkpoint_dependencies`), a list of
 * operations in Keras 3, in which a Sequential has a functional model inside, input layer and all.
 */
export function layerStep({ at, of, sequential, weighted }: LayerPlace): ObjectStep {
  const number = sequential ? at + 1 : at;
  const lists = sequential ? [`_functional/_operations/${number}`] : [`_operations/${number}`];
  const edge = weighted === null ? null : `layer_with_weights-${weighted}`;
  return { edges: [`layer-${at}`, ...lists, `_layers/${number}`], counted: { edge, layers: of } };
}

/** From a layer to one inside it. */
export function partStep({ attributes, edge }: Part): ObjectStep {
  return { edges: edge === undefined ? attributes : [edge, ...attributes], counted: null };
}

/** From a layer to its variable: the attribute, which Keras 3 hides behind a property for some. */
export function variableStep({ name, legacyName, attribute }: OwnVariable): ObjectStep {
  const names = [attribute, name, `_${name}`, legacyName].filter((it) => it !== undefined);
  return { edges: names, counted: null };
}
