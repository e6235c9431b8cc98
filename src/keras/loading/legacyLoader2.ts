import type { StoredWeight } from '../../model/index.ts';
import { sameShape } from '../../model/index.ts';
import { holdsVocabulary, type KerasObject, type TargetVariable } from './KerasObject.ts';
import { layerCount, noVariable, topLevelCount, weightCount, weightCountByName } from './legacyErrors.ts';
import type { LegacyCall } from './legacyLoader3.ts';
import { legacyWeights } from './legacyOrder.ts';
import { preprocess } from './preprocess.ts';
import { assignError, uncast } from './v3Objects.ts';
import { KerasError, tuple, type Writing } from './Writing.ts';

function weightsOf(object: KerasObject): readonly TargetVariable[] {
  if (holdsVocabulary(object)) throw noVariable(object);
  return legacyWeights(object, 2);
}

/** What is written once everything was looked at. */
type Batch = [TargetVariable, StoredWeight][];

/**
 * tf.keras 2.15, by position: counts are checked before anything is written, shapes only while writing
 * (`load_weights_from_hdf5_group` in `keras/src/saving/legacy/hdf5_format.py` at v2.15). Throws `KerasError`.
 */
export function loadByPosition2({ weights, model, writing }: LegacyCall): void {
  const layers = (model.layers ?? []).filter((layer) => weightsOf(layer).length > 0);
  const stored = weights.layers.filter((layer) => layer.weights.length > 0);
  if (stored.length !== layers.length) throw layerCount(layers.length, stored.length);
  const batch: Batch = [];
  stored.forEach((one, k) => {
    const layer = layers[k] as KerasObject;
    const variables = weightsOf(layer);
    const values = preprocess(layer, one.weights, weights.kerasVersion);
    if (values.length !== variables.length)
      throw weightCount(k, layer.name, one.name, variables.length, values.length);
    writing.ask(one.weights);
    batch.push(...variables.map((variable, i): Batch[number] => [variable, values[i] as StoredWeight]));
  });
  const own = weights.topLevel?.length ?? 0;
  if (own > 0)
    throw new KerasError(topLevelCount(own, 'for top-level weights when loading weights from file'));
  writeAll(batch, writing);
}

/** `batch_set_value`: what cannot be written ends it. */
function writeAll(batch: Batch, writing: Writing): void {
  for (const [variable, value] of batch) {
    if (value.dtype === 'bfloat16') throw uncast(variable);
    if (!sameShape(variable.shape, value.shape)) throw assignError(variable, value, 2);
    writing.write(variable, value);
  }
}

/**
 * tf.keras 2.15, by name: everything is checked before anything is written
 * (`load_weights_from_hdf5_group_by_name`). Throws `KerasError`.
 */
export function loadByName2({ weights, model, skipMismatch, writing }: LegacyCall): void {
  const byName = new Map((model.layers ?? []).map((layer) => [layer.name, layer]));
  const batch: Batch = [];
  weights.layers.forEach((one, k) => {
    const layer = byName.get(one.name);
    if (!layer) return;
    const variables = weightsOf(layer);
    const values = preprocess(layer, one.weights, weights.kerasVersion);
    writing.ask(one.weights);
    if (values.length === variables.length)
      batch.push(...fitting(k, one.name, variables, values, skipMismatch));
    else if (!skipMismatch) throw weightCountByName(k, one.name, variables.length, values.length);
  });
  const own = weights.topLevel?.length ?? 0;
  if (own > 0 && !skipMismatch) throw new KerasError(topLevelCount(own, 'for top-level weights of model'));
  writeAll(batch, writing);
}

function fitting(
  k: number,
  layer: string,
  variables: readonly TargetVariable[],
  values: readonly StoredWeight[],
  skipMismatch: boolean,
): Batch {
  return variables.flatMap((variable, i): Batch => {
    const value = values[i] as StoredWeight;
    if (sameShape(variable.shape, value.shape)) return [[variable, value]];
    if (skipMismatch) return [];
    throw new KerasError(
      `Shape mismatch in layer #${k} (named ${layer}) for weight ${variable.name}. Weight expects shape ${tuple(variable.shape)}. Received saved weight with shape ${tuple(value.shape)}`,
    );
  });
}
