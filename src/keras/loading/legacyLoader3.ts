import type { LegacyWeights, StoredWeight } from '../../model/index.ts';
import { sameShape } from '../../model/index.ts';
import type { KerasObject, TargetVariable } from './KerasObject.ts';
import { layerCount, topLevelCount, weightCount, weightCountByName } from './legacyErrors.ts';
import { legacyWeights } from './legacyOrder.ts';
import { uncast } from './v3Objects.ts';
import { KerasError, tuple, type Writing } from './Writing.ts';

/** How a loader is called, and what it writes into. */
export interface LegacyCall {
  readonly weights: LegacyWeights;
  readonly model: KerasObject;
  readonly skipMismatch: boolean;
  readonly writing: Writing;
}

const weightsOf = (object: KerasObject): readonly TargetVariable[] => legacyWeights(object, 3);

/**
 * Keras 3, by position: only layers with weights count; layers are written one after the other, so an error leaves those
 * before it (`load_weights_from_hdf5_group` in `keras/src/legacy/saving/legacy_h5_format.py` at v3.15). Throws `KerasError`.
 */
export function loadByPosition3({ weights, model, skipMismatch, writing }: LegacyCall): void {
  const layers = (model.layers ?? []).filter((layer) => weightsOf(layer).length > 0);
  const stored = weights.layers.filter((layer) => layer.weights.length > 0);
  if (stored.length !== layers.length) throw layerCount(layers.length, stored.length);
  stored.forEach(({ name, weights: values }, k) => {
    const layer = layers[k] as KerasObject;
    const variables = weightsOf(layer);
    writing.ask(values);
    if (values.length !== variables.length)
      throw weightCount(k, layer.name, name, variables.length, values.length);
    setWeights(variables, values, `layer #${k} (named ${layer.name})`, skipMismatch, writing);
  });
  const own = weights.topLevel?.length ?? 0;
  if (own > 0)
    throw new KerasError(topLevelCount(own, 'for top-level weights when loading weights from file'));
}

/**
 * Keras 3, by name: a layer that the model lacks is passed over without a word
 * (`load_weights_from_hdf5_group_by_name`). Throws `KerasError`.
 */
export function loadByName3({ weights, model, skipMismatch, writing }: LegacyCall): void {
  const byName = new Map((model.layers ?? []).map((layer) => [layer.name, layer]));
  weights.layers.forEach(({ name, weights: values }, k) => {
    const layer = byName.get(name);
    if (!layer) return;
    const variables = weightsOf(layer);
    writing.ask(values);
    if (values.length === variables.length)
      setWeights(variables, values, `layer #${k} (named ${name})`, skipMismatch, writing);
    else if (!skipMismatch) throw weightCountByName(k, name, variables.length, values.length);
  });
  const own = weights.topLevel?.length ?? 0;
  if (own > 0 && !skipMismatch) throw new KerasError(topLevelCount(own, 'for top-level weights of model'));
}

/** `_set_weights`: variable by variable; a shape that does not fit ends it, or is passed over. */
function setWeights(
  variables: readonly TargetVariable[],
  values: readonly StoredWeight[],
  where: string,
  skipMismatch: boolean,
  writing: Writing,
): void {
  values.forEach((value, i) => {
    const variable = variables[i] as TargetVariable;
    if (sameShape(variable.shape, value.shape)) {
      if (value.dtype === 'bfloat16') throw uncast(variable);
      writing.write(variable, value);
    } else if (!skipMismatch) {
      throw new KerasError(
        `Shape mismatch in ${where}for weight ${variable.path}. Weight expects shape ${tuple(variable.shape)}. Received saved weight with shape ${tuple(value.shape)}`,
      );
    }
  });
}
