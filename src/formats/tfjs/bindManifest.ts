import type { KerasVersion } from '../../keras/index.ts';
import type { JsonObject, Layer } from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import { bindLegacy } from '../keras/bindLegacy.ts';
import { bindV3, purposeOf } from '../keras/bindV3.ts';
import { groupsByName } from '../keras/groupsByName.ts';
import type { LegacyWeight } from '../keras/legacyStore.ts';
import type { StoredWeight } from './storedWeights.ts';

/**
 * Gives the weights of a manifest their layers and roles. Three writers name them in three ways: the converter keeps the
 * names of a legacy HDF5 file (`dense/kernel`), or the places of a v3 store (`layers/dense/vars/0`); TensorFlow.js itself
 * writes `dense_Dense1/kernel`, cells left out. The groups that said which layer is meant are gone.
 */
export function bindManifest(
  weights: readonly StoredWeight[],
  config: JsonObject,
  layers: readonly Layer[],
  version: KerasVersion | null,
): Binding {
  if (isV3(weights))
    return bindV3({ tensors: byPlace(weights), names: new Map(), objects: new Set() }, config, version);
  const own = weights.filter(({ weight }) => !weight.entry.optimizer);
  const binding = bindLegacy(groupsByName(own.map(named), config, layers, version), config, version);
  return withOptimizer(binding, weights);
}

const named = (tensor: StoredWeight): LegacyWeight => ({ name: tensor.weight.entry.name, tensor });

/** Names for weights without an architecture: the manifest states them. */
export function bindManifestPlaces(weights: readonly StoredWeight[]): Binding {
  const binder = new Binder();
  for (const it of weights) {
    const { name, optimizer } = it.weight.entry;
    const cut = name.lastIndexOf('/');
    const purpose = optimizer ? 'optimizer' : purposeOf(name);
    const layer = purpose === 'weight' && cut > 0 ? name.slice(0, cut) : null;
    binder.add(it, { id: it.place, layer, role: name.slice(cut + 1), purpose, named: 'file' });
  }
  return binder.done();
}

const V3_PLACE = /(^|\/)vars\/\d+$/;

function isV3(weights: readonly StoredWeight[]): boolean {
  return weights.length > 0 && weights.every(({ place }) => V3_PLACE.test(place));
}

/** By name, numbers in numeric order as Keras counts them. */
function byPlace(weights: readonly StoredWeight[]): Map<string, StoredWeight> {
  const collator = new Intl.Collator('en', { numeric: true });
  return new Map([...weights].sort((x, y) => collator.compare(x.place, y.place)).map((it) => [it.place, it]));
}

function withOptimizer(binding: Binding, weights: readonly StoredWeight[]): Binding {
  const state = weights.filter(({ weight }) => weight.entry.optimizer);
  if (state.length === 0) return binding;
  const binder = new Binder();
  for (const it of state)
    binder.add(it, {
      id: `optimizer/${it.place}`,
      layer: null,
      role: it.place,
      purpose: 'optimizer',
      named: 'file',
    });
  const more = binder.done();
  return {
    variables: [...binding.variables, ...more.variables],
    tensors: new Map([...binding.tensors, ...more.tensors]),
    notes: [...binding.notes, ...more.notes],
  };
}
