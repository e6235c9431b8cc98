import {
  type Expectation,
  expectVariables,
  type KerasVersion,
  profileOf,
  STORE_PROFILES,
  type StoreProfile,
} from '../../keras/index.ts';
import { type JsonObject, type LayerId, type Purpose, ReadError } from '../../model/index.ts';
import { Binder, type Binding } from './Binding.ts';
import { checkShape } from './checkShape.ts';
import type { StoredTensor } from './StoredTensor.ts';
import type { V3Store } from './v3Store.ts';

/**
 * Gives the tensors of a v3 store their layers and roles by walking the config as Keras walks the model. The stated
 * version's numbering is tried first, then the others; the one that claims most tensors wins.
 */
export function bindV3(store: V3Store, model: JsonObject, version: KerasVersion | null): Binding {
  const stated = profileOf(version);
  const profiles = stated ? [stated, ...STORE_PROFILES.filter((it) => it !== stated)] : STORE_PROFILES;
  const best = bestTrial(profiles, (profile) => tryProfile(store, model, version, profile));
  if (store.tensors.size === 0 && best.claims.length > 0) throw unbuilt();
  const binder = new Binder();
  for (const { expected, tensor } of best.claims) {
    if (!tensor) {
      binder.note(
        'missing-variable',
        `The file holds no value for ${expected.layer}/${expected.tail}.`,
        expected.layer,
      );
      continue;
    }
    checkShape(expected.shape, tensor, `${expected.layer}/${expected.tail}`);
    const { layer, role, tail } = expected;
    if (expected.elsewhere.includes(tensor.place) && !expected.stores.includes(tensor.place))
      binder.note(
        'shared-values',
        `${layer}/${tail} is the very variable of ${tensor.place}: the model holds its layer twice, and the file its values once.`,
        layer,
      );
    binder.add(tensor, { id: `${layer}/${tail}`, layer, role, purpose: 'weight', named: 'config' });
  }
  addUnclaimed(store, best, binder);
  noteNames(store, best.expectation, binder);
  return binder.done();
}

/** What a weights file without any value means, whichever layout it has. */
export function unbuilt(): ReadError {
  return new ReadError(
    'missing-part',
    'The weights file has groups but no values: the model was not built when it was saved. Call model.build(...) or run it once, then save again.',
    '/',
  );
}

interface Trial {
  readonly expectation: Expectation;
  readonly claims: readonly {
    readonly expected: Expectation['variables'][number];
    readonly tensor: StoredTensor | null;
  }[];
  readonly claimed: ReadonlySet<StoredTensor>;
}

/** The first of the trials that claim most. One that finds all it asks for cannot be beaten, and ends the search. */
function bestTrial(profiles: readonly StoreProfile[], attempt: (profile: StoreProfile) => Trial): Trial {
  let best: Trial | null = null;
  for (const profile of profiles) {
    const trial = attempt(profile);
    if (best === null || trial.claimed.size > best.claimed.size) best = trial;
    if (trial.claimed.size === trial.claims.length && trial.claims.length > 0) break;
  }
  if (best === null) throw new TypeError('there is no convention to try');
  return best;
}

function tryProfile(
  store: V3Store,
  model: JsonObject,
  version: KerasVersion | null,
  profile: StoreProfile,
): Trial {
  const expectation = expectVariables(model, version, profile);
  const claims = expectation.variables.map((expected) => {
    const place = [...expected.stores, ...expected.elsewhere].find((it) => store.tensors.has(it));
    return { expected, tensor: place === undefined ? null : (store.tensors.get(place) ?? null) };
  });
  const claimed = new Set<StoredTensor>();
  for (const { tensor } of claims) if (tensor) claimed.add(tensor);
  return { expectation, claims, claimed };
}

/** Optimizer state, metrics, and what belongs to classes whose variables only their code knows. */
function addUnclaimed(store: V3Store, { claimed, expectation }: Trial, binder: Binder): void {
  let owners: ReadonlyMap<string, LayerId> | null = null;
  for (const tensor of store.tensors.values()) {
    if (claimed.has(tensor)) continue;
    const purpose = purposeOf(tensor.place);
    owners ??= ownersOf(expectation);
    const at = purpose === 'weight' ? innermost(tensor.place, owners) : null;
    if (at !== null) {
      const layer = owners.get(at) as LayerId;
      const role = tensor.place.slice(at.length + 1);
      binder.add(tensor, { id: `${layer}/${role}`, layer, role, purpose, named: 'place' });
    } else {
      if (purpose === 'weight') {
        binder.note('unclaimed-variable', `No layer of the config asks for ${tensor.place}.`, tensor.place);
      }
      const kept = purpose === 'weight' ? 'other' : purpose;
      binder.add(tensor, {
        id: tensor.place,
        layer: null,
        role: lastPart(tensor.place),
        purpose: kept,
        named: 'place',
      });
    }
  }
}

/** Groups of the store to the layers that they belong to. */
export function ownersOf({ groups }: Expectation): Map<string, LayerId> {
  const owners = new Map<string, LayerId>();
  for (const { stores, layer } of groups) {
    for (const at of stores) if (!owners.has(at)) owners.set(at, layer);
  }
  return owners;
}

/** The longest of the groups around a place that has an owner. */
function innermost(place: string, owners: ReadonlyMap<string, LayerId>): string | null {
  for (let end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
    const group = place.slice(0, end);
    if (owners.has(group)) return group;
  }
  return null;
}

/** What the first component of a place in the store says about its purpose. */
export function purposeOf(place: string): Purpose {
  if (/^optimizer(\/|$)/.test(place)) return 'optimizer';
  return /^(metrics|_metrics|compile_metrics|_compile_metrics)(\/|$)/.test(place) ? 'metric' : 'weight';
}

const lastPart = (place: string): string => place.slice(place.lastIndexOf('/') + 1);

/** The names that Keras ≥ 3.6 writes are a witness of their own: one that disagrees is kept for the diagnosis. */
function noteNames(store: V3Store, { groups }: Expectation, binder: Binder): void {
  for (const { stores, name, layer } of groups) {
    const at = stores.find((it) => store.names.has(it));
    const stored = at === undefined ? undefined : store.names.get(at);
    if (at !== undefined && stored !== undefined && stored !== name) {
      binder.note('other-name', `The values of ${layer} were saved from a layer called "${stored}".`, at);
    }
  }
}
