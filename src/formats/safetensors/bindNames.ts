import {
  expectVariables,
  type KerasVersion,
  readModel,
  STORE_PROFILES,
  type StoreProfile,
} from '../../keras/index.ts';
import type { JsonObject, Variable } from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import { bindLegacy } from '../keras/bindLegacy.ts';
import { bindV3, purposeOf } from '../keras/bindV3.ts';
import { groupsByName } from '../keras/groupsByName.ts';
import type { StoredTensor } from '../keras/StoredTensor.ts';

const V3_PLACE = /(^|\/)vars\/\d+$/;

/** Whether the names are those of the v3 store: `layers/dense_1/vars/0`. */
const isV3 = (tensors: readonly StoredTensor[]): boolean =>
  tensors.length > 0 && tensors.every(({ place }) => V3_PLACE.test(place));

/** Names for tensors without an architecture: what stands before the last `/`, or the last dot, is taken for a layer. */
export function bindOwn(tensors: readonly StoredTensor[]): Binding {
  const binder = new Binder();
  for (const it of tensors) {
    const { place } = it;
    const cut = place.lastIndexOf(place.includes('/') ? '/' : '.');
    const purpose = purposeOf(place);
    const above = place.slice(0, Math.max(cut, 0)).replace(/(^|\/)vars$/, '');
    const layer = purpose === 'weight' && above !== '' ? above : null;
    binder.add(it, { id: place, layer, role: place.slice(cut + 1), purpose, named: 'file' });
  }
  return binder.done();
}

/**
 * Gives tensors the layers and roles of a config by their names: places of the v3 store, or paths of Keras with slashes or
 * dots (`encoder/dense/kernel`, `encoder.dense.kernel`). `null` where no more than half of what the config asks for is
 * found so: then the names are those of another library. Throws `ReadError` where a name fits and its shape does not.
 */
export function bindToConfig(
  tensors: readonly StoredTensor[],
  config: JsonObject,
  version: KerasVersion | null,
): Binding | null {
  const profile = STORE_PROFILES[0] as StoreProfile;
  const wanted = new Set(expectVariables(config, version, profile).variables.map(keyOf));
  const binding = isV3(tensors) ? byPlaces(tensors, config, version) : byPaths(tensors, config, version);
  const found = binding.variables.filter((it) => wanted.has(keyOf(it))).length;
  return found * 2 > wanted.size ? binding : null;
}

const keyOf = ({ layer, role }: Pick<Variable, 'layer' | 'role'>): string => `${layer}\n${role}`;

/** Numbers in numeric order, as Keras counts. */
function byPlaces(
  tensors: readonly StoredTensor[],
  config: JsonObject,
  version: KerasVersion | null,
): Binding {
  const collator = new Intl.Collator('en', { numeric: true });
  const sorted = [...tensors].sort((x, y) => collator.compare(x.place, y.place));
  const store = {
    tensors: new Map(sorted.map((it) => [it.place, it])),
    names: new Map(),
    objects: new Set<string>(),
  };
  return bindV3(store, config, version);
}

function byPaths(
  tensors: readonly StoredTensor[],
  config: JsonObject,
  version: KerasVersion | null,
): Binding {
  const own = tensors.filter(({ place }) => purposeOf(place) === 'weight');
  const named = own.map((tensor) => ({ name: pathOf(tensor.place), tensor }));
  const { layers } = readModel(config, version);
  const binding = bindLegacy(groupsByName(named, config, layers, version), config, version);
  const rest = bindOwn(tensors.filter((it) => !own.includes(it)));
  return {
    variables: [...binding.variables, ...rest.variables],
    tensors: new Map([...binding.tensors, ...rest.tensors]),
    notes: binding.notes,
  };
}

const pathOf = (name: string): string => (name.includes('/') ? name : name.replaceAll('.', '/'));
