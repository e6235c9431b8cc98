import {
  type ExpectedVariable,
  expectVariables,
  type KerasVersion,
  STORE_PROFILES,
  type StoreProfile,
} from '../../keras/index.ts';
import type { JsonObject, Layer, LayerId } from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import { bindLegacy } from '../keras/bindLegacy.ts';
import { bindV3, purposeOf } from '../keras/bindV3.ts';
import type { LegacyGroup, LegacyWeight } from '../keras/legacyStore.ts';
import type { StoredWeight } from './storedWeights.ts';

/**
 * Gives the weights of a manifest their layers and roles. Three writers name them in three ways: the converter keeps the
 * names of a legacy HDF5 file (`dense/kernel`), or the places of a v3 store (`layers/dense/vars/0`); TensorFlow.js itself
 * writes `dense_Dense1/kernel`, cells left out. The groups that said which layer is meant are gone, so a layer is known by
 * the longest part of its path that stands in the name.
 */
export function bindManifest(
  weights: readonly StoredWeight[],
  config: JsonObject,
  layers: readonly Layer[],
  version: KerasVersion | null,
): Binding {
  if (isV3(weights)) return bindV3({ tensors: byPlace(weights), names: new Map() }, config, version);
  const own = weights.filter(({ weight }) => !weight.entry.optimizer);
  const binding = bindLegacy(groupsOf(own, config, layers, version), config, version);
  return withOptimizer(binding, weights);
}

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

/** A layer that may own weights, and the way to it. */
interface Owner {
  readonly id: LayerId;
  readonly top: string;
  readonly path: readonly string[];
}

/** Who owns what: layers by their own names, and layers by the names of variables that only one of them has. */
interface Owners {
  readonly byName: ReadonlyMap<string, readonly Owner[]>;
  readonly byVariable: ReadonlyMap<string, LayerId | null>;
}

/** The groups of a legacy file as they were before the names were written one after another. */
function groupsOf(
  weights: readonly StoredWeight[],
  config: JsonObject,
  layers: readonly Layer[],
  version: KerasVersion | null,
): LegacyGroup[] {
  const expected = expectVariables(config, version, STORE_PROFILES[0] as StoreProfile).variables;
  const owners = { byName: ownersByName(expected, layers), byVariable: ownersByVariable(expected) };
  const groups = new Map<string, LegacyWeight[]>();
  const taken = new Set<string>();
  for (const tensor of weights) {
    const { name } = tensor.weight.entry;
    const top = name.includes('/')
      ? topOf(name, owners, taken)
      : (owners.byVariable.get(name)?.split('/', 1)[0] ?? ROOT);
    groups.set(top, [...(groups.get(top) ?? []), { name, tensor }]);
  }
  return [...groups].map(([layer, own]) => ({ layer, weights: own }));
}

/** Where a legacy file keeps what belongs to no layer. */
const ROOT = 'top_level_model_weights';

/** Layers whose class has weights, and those that only their code knows. */
function ownersByName(expected: readonly ExpectedVariable[], layers: readonly Layer[]): Map<string, Owner[]> {
  const ids = new Set(expected.map(({ layer }) => layer));
  for (const { id, kind } of layers) if (kind === 'custom') ids.add(id);
  const owners = new Map<string, Owner[]>();
  for (const id of ids) {
    const path = id.split('/');
    const name = path.at(-1) as string;
    owners.set(name, [...(owners.get(name) ?? []), { id, top: path[0] as string, path }]);
  }
  return owners;
}

/** tf.keras names the statistics of Normalization without their layer (`mean`); `null` where several layers have one. */
function ownersByVariable(expected: readonly ExpectedVariable[]): Map<string, LayerId | null> {
  const owners = new Map<string, LayerId | null>();
  for (const { layer, tail } of expected) owners.set(tail, owners.has(tail) ? null : layer);
  return owners;
}

interface Match {
  readonly owner: Owner;
  /** Names of the layer's path that stand in the weight's name. */
  readonly depth: number;
  readonly at: number;
}

/**
 * The top-level layer that a weight belongs to. Where two layers fit alike, as in two nested models with a `dense` each,
 * the first that has no weight of that name takes it: both are written in the order of the layers.
 */
function topOf(name: string, { byName }: Owners, taken: Set<string>): string {
  const parts = name.split('/');
  const matches = parts
    .slice(0, -1)
    .flatMap((part, at) =>
      (byName.get(part) ?? []).map((owner): Match => ({ owner, depth: depthAt(owner.path, parts, at), at })),
    );
  const best = matches.sort(
    (x, y) => y.depth - x.depth || x.at - y.at || x.owner.path.length - y.owner.path.length,
  );
  const free = best.filter(({ owner }) => !taken.has(`${owner.id}\n${name}`));
  const found = free.find((it) => it.depth === best[0]?.depth && it.at === best[0]?.at) ?? free[0];
  if (!found) return ROOT;
  taken.add(`${found.owner.id}\n${name}`);
  return found.owner.top;
}

function depthAt(path: readonly string[], parts: readonly string[], at: number): number {
  let depth = 0;
  while (depth < path.length && depth <= at && path.at(-1 - depth) === parts[at - depth]) depth++;
  return depth;
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
