import type { KerasObject, TargetVariable } from './KerasObject.ts';
import { legacyWeights } from './legacyOrder.ts';

/** A variable as TensorFlow.js calls it (`originalName`). */
export interface TfjsVariable {
  readonly name: string;
  readonly variable: TargetVariable;
}

/**
 * The variables of a model in TensorFlow.js, layer by layer, each layer's in the order of its `weights`. A name is that of
 * the scopes open while a variable is made: the layer's, those of both directions of a Bidirectional, and the number of a
 * stacked cell; cells, wrapped layers and nested models add none (`nameScope` in tfjs-layers).
 */
export function tfjsVariables(model: KerasObject): TfjsVariable[][] {
  return (model.layers ?? []).map((layer) => {
    const names = new Map<TargetVariable, string>();
    nameAll(layer, [], names);
    return legacyWeights(layer, 2).map((variable) => ({ name: names.get(variable) ?? '', variable }));
  });
}

/** `scopes`: those around the object. `opens`: it is a layer of a model, which opens one of its own. */
function nameAll(
  object: KerasObject,
  scopes: readonly string[],
  names: Map<TargetVariable, string>,
  opens = true,
): void {
  if (object.layers) {
    for (const layer of object.layers) nameAll(layer, [], names);
    return;
  }
  const here = opens ? [...scopes, object.name] : scopes;
  for (const variable of object.own) {
    const word = variable.name.slice(variable.name.lastIndexOf('/') + 1).replace(/:0$/, '');
    names.set(variable, [...here, word].join('/'));
  }
  object.parts.forEach(({ object: part }, i) => {
    const scope = SCOPES[object.className]?.(part, i);
    nameAll(part, scope === undefined ? here : [...here, scope], names, false);
  });
}

/** Classes that open a scope for each of their parts. */
const SCOPES: Readonly<Record<string, (part: KerasObject, index: number) => string>> = {
  Bidirectional: ({ name }) => name,
  StackedRNNCells: (_, index) => `RNNCell_${index}`,
};
