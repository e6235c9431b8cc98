import { legacySnake } from '../variables/StoreProfile.ts';
import type { KerasObject } from './KerasObject.ts';
import type { V3Call } from './v3Loader3.ts';
import {
  below,
  ClassCounter,
  compareAttributes,
  groupAt,
  loadOwn,
  noObject,
  partsByAttribute,
} from './v3Objects.ts';
import { KerasError } from './Writing.ts';

/**
 * tf.keras 2.15: objects are visited by attribute in falling order of the alphabet, and the first failure ends it, with
 * what came before written (`load_weights_only` and `_load_state` in `keras/src/saving/saving_lib.py` at v2.15). With
 * `skipMismatch` each failing object is passed over. Throws `KerasError`.
 */
export function loadV3With2(call: V3Call): void {
  loadState(call.model, '', { ...call, visited: new Set() });
}

type Walk = V3Call & { readonly visited: Set<KerasObject> };

function loadState(object: KerasObject, path: string, walk: Walk): void {
  if (walk.visited.has(object)) return;
  try {
    if (path === '' && !walk.weights.groups.has('')) throw new KerasError(noObject('vars'));
    loadOwn(object, groupAt(walk.weights, path), 2, walk.writing);
  } catch (error) {
    if (!(error instanceof KerasError) || !walk.skipMismatch) throw error;
  }
  walk.visited.add(object);
  const counter = new ClassCounter();
  for (const layer of object.layers ?? []) {
    if (walk.visited.has(layer)) continue;
    loadState(layer, below(path, `layers/${counter.next(legacySnake(layer.className))}`), walk);
  }
  for (const [attribute, part] of attributesOf(object)) loadState(part, below(path, attribute), walk);
}

function attributesOf(object: KerasObject): (readonly [string, KerasObject])[] {
  return partsByAttribute(object).toSorted(([a], [b]) => compareAttributes(b, a));
}
