import type { StoredWeight, V3Weights } from '../../model/index.ts';
import { snakeCase } from '../variables/snakeCase.ts';
import type { KerasObject } from './KerasObject.ts';
import { below, ClassCounter, compareAttributes, groupAt, loadOwn, partsByAttribute } from './v3Objects.ts';
import { KerasError, type Writing } from './Writing.ts';

/** How the v3 loader is called, and what it writes into. */
export interface V3Call {
  readonly weights: V3Weights;
  readonly model: KerasObject;
  readonly skipMismatch: boolean;
  readonly writing: Writing;
}

interface Walk {
  readonly weights: V3Weights;
  readonly writing: Writing;
  readonly visited: Set<KerasObject>;
  readonly errors: Map<KerasObject, string>;
}

/**
 * Keras 3: every object loads what it can under every path that leads to it, and all failures are raised at the end, so
 * that an error leaves everything else written (`load_weights_only` and `_load_state` in `keras/src/saving/saving_lib.py`
 * at v3.15). With `skipMismatch` the failures are warnings. Throws `KerasError`.
 */
export function loadV3With3({ weights, model, skipMismatch, writing }: V3Call): void {
  const walk: Walk = { weights, writing, visited: new Set(), errors: new Map() };
  loadState(model, '', walk);
  if (walk.errors.size > 0 && !skipMismatch) throw failures(walk.errors);
}

function loadState(object: KerasObject, path: string, walk: Walk): void {
  if (walk.visited.has(object)) return;
  const error = attempt(object, path, walk);
  const before = walk.errors.size + (error !== null && !walk.errors.has(object) ? 1 : 0);
  if (error !== null) walk.errors.set(object, error);
  for (const [attribute, child] of attributesOf(object)) loadState(child, below(path, attribute), walk);
  if (error !== null) return;
  if (walk.errors.size <= before) walk.visited.add(object);
  walk.errors.delete(object);
}

function attempt(object: KerasObject, path: string, { weights, writing }: Walk): string | null {
  try {
    loadOwn(object, storedAt(weights, path), 3, writing);
    return null;
  } catch (error) {
    if (error instanceof KerasError) return error.message;
    throw error;
  }
}

/** `H5IOStore.get`: files of tf.keras 2.12 to 2.14 call a model's layers otherwise. */
function storedAt(weights: V3Weights, path: string): readonly StoredWeight[] {
  if (weights.groups.has(path)) return groupAt(weights, path);
  return groupAt(weights, path.replaceAll('layers', '_layer_checkpoint_dependencies'));
}

/** `_walk_saveable`: a model's layers numbered by class; attributes by name, private ones last. */
function attributesOf(object: KerasObject): readonly (readonly [string, KerasObject])[] {
  const counter = new ClassCounter();
  const key = (name: string): string => (name.startsWith('_') ? `~${name}` : name);
  const listed = (object.layers ?? []).map(
    (layer) => [`layers/${counter.next(snakeCase(layer.className))}`, layer] as const,
  );
  const attributes = partsByAttribute(object).toSorted(([a], [b]) => compareAttributes(key(a), key(b)));
  return [...listed, ...attributes];
}

/** `_raise_loading_failure`. */
function failures(errors: ReadonlyMap<KerasObject, string>): KerasError {
  const [[first, message] = [null, '']] = errors;
  const listed = [...errors.keys()].map(shown).join(', ');
  return new KerasError(
    `A total of ${errors.size} objects could not be loaded. Example error message for object ${first && shown(first)}:\n\n${message}\n\nList of objects that could not be loaded:\n[${listed}]`,
  );
}

/** Convolutional cells of every rank are of one class. */
const shown = ({ className, name }: KerasObject): string =>
  `<${className.replace(/^ConvLSTM\dDCell$/, 'ConvLSTMCell')} name=${name}, built=True>`;
