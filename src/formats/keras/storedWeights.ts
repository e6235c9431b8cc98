import type { LegacyWeights, StoredWeight, V3Group, V3Weights } from '../../model/index.ts';
import type { LegacyGroup } from './legacyStore.ts';
import type { StoredTensor } from './StoredTensor.ts';
import type { V3Store } from './v3Store.ts';

const TOP_LEVEL = 'top_level_model_weights';

/** A legacy store as loaders find it; `kerasVersion` is the attribute of its group. */
export function storedLegacy(groups: readonly LegacyGroup[], kerasVersion: string | null): LegacyWeights {
  const listed = groups.map(({ layer, weights }) => ({
    name: layer,
    weights: weights.map(({ name, tensor }) => weightOf(name, tensor)),
  }));
  const top = listed.find(({ name }) => name === TOP_LEVEL);
  return {
    kind: 'legacy',
    kerasVersion,
    layers: listed.filter((it) => it !== top),
    topLevel: top?.weights ?? null,
  };
}

/** A v3 store as loaders find it: what lies in the `vars` group of every object. */
export function storedV3({ tensors, names, objects }: V3Store, archive: boolean): V3Weights {
  const groups = new Map<string, { readonly name: string | null; readonly weights: StoredWeight[] }>();
  for (const path of objects) groups.set(path, { name: names.get(path) ?? null, weights: [] });
  for (const tensor of tensors.values()) {
    const { path, name } = split(tensor.place);
    groups.get(path)?.weights.push(weightOf(name, tensor));
  }
  return { kind: 'v3', archive, groups: groups satisfies ReadonlyMap<string, V3Group> };
}

/** `layers/dense/vars/0` is `0` of `layers/dense`; `vars/0` is the model's own. */
function split(place: string): { readonly path: string; readonly name: string } {
  const at = place.lastIndexOf('vars/');
  return { path: place.slice(0, Math.max(0, at - 1)), name: place.slice(at + 'vars/'.length) };
}

function weightOf(name: string, { place, dataset: { shape, dtype } }: StoredTensor): StoredWeight {
  return { name, place, shape, dtype };
}
