import { holdsVocabulary, type KerasObject, type TargetVariable } from './KerasObject.ts';
import { legacyWeights } from './legacyOrder.ts';

/** An object as TensorFlow tracks it: attributes that lead to further objects, and the variable that it is. */
export interface Tracked {
  readonly children: ReadonlyMap<string, Tracked>;
  readonly variable: TargetVariable | null;
}

/**
 * A model's objects as tf.keras 2.15 tracks them: layers by number and, those with weights, by their number among these
 * (`_layer_checkpoint_dependencies` in `keras/src/engine/functional.py`); parts and variables by attribute.
 */
export function trackedObjects(object: KerasObject): Tracked {
  const children = new Map<string, Tracked>();
  let weighted = 0;
  object.layers?.forEach((layer, i) => {
    const tracked = trackedObjects(layer);
    if (legacyWeights(layer, 2).length > 0 || holdsVocabulary(layer)) {
      children.set(`layer_with_weights-${weighted}`, tracked);
      weighted += 1;
    }
    children.set(`layer-${i}`, tracked);
  });
  for (const variable of object.own) children.set(attributeOf(variable), { children: NONE, variable });
  const cells = new Map<string, Tracked>();
  object.parts.forEach(({ attributes: [attribute = ''], object: part }, i) => {
    if (attribute.startsWith('cells/')) cells.set(String(i), trackedObjects(part));
    else children.set(attribute, trackedObjects(part));
  });
  if (cells.size > 0) children.set('cells', { children: cells, variable: null });
  return { children, variable: null };
}

const NONE: ReadonlyMap<string, Tracked> = new Map();

/** Variables stand under the name that they were made with. */
function attributeOf({ name }: TargetVariable): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(/:0$/, '');
}
