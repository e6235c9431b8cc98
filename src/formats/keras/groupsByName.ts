import {
  type ExpectedVariable,
  expectVariables,
  type KerasVersion,
  STORE_PROFILES,
  type StoreProfile,
} from '../../keras/index.ts';
import type { JsonObject, Layer, LayerId } from '../../model/index.ts';
import type { LegacyGroup, LegacyWeight } from './legacyStore.ts';

/** A layer that may own weights, and the way to it. */
interface Owner {
  readonly id: LayerId;
  readonly top: string;
  readonly path: readonly string[];
}

/** Who owns what: layers by their own names and by those of their parts, and by the names of variables that only one has. */
interface Owners {
  readonly byName: ReadonlyMap<string, readonly Owner[]>;
  /** A wrapper's inner layers are named as if they stood alone (`TimeDistributed` of a model). */
  readonly byPart: ReadonlyMap<string, readonly Owner[]>;
  readonly byVariable: ReadonlyMap<string, LayerId | null>;
}

/**
 * Puts weights that are known by name alone (`inner/dense/kernel`) into groups by top-level layer, as a legacy file has them.
 * A layer is known by the longest part of its path that stands in the name.
 */
export function groupsByName(
  weights: readonly LegacyWeight[],
  config: JsonObject,
  layers: readonly Layer[],
  version: KerasVersion | null,
): LegacyGroup[] {
  const expected = expectVariables(config, version, STORE_PROFILES[0] as StoreProfile).variables;
  const owners: Owners = {
    byName: ownersByName(expected, layers),
    byPart: ownersByPart(expected),
    byVariable: ownersByVariable(expected),
  };
  const groups = new Map<string, LegacyWeight[]>();
  const taken = new Set<string>();
  for (const weight of weights) {
    const { name } = weight;
    const top = name.includes('/')
      ? topOf(name, owners, taken)
      : (owners.byVariable.get(name)?.split('/', 1)[0] ?? ROOT);
    const group = groups.get(top);
    if (group) group.push(weight);
    else groups.set(top, [weight]);
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

/** The layers whose parts own variables, by the name of the part that holds them. */
function ownersByPart(expected: readonly ExpectedVariable[]): Map<string, Owner[]> {
  const owners = new Map<string, Owner[]>();
  for (const { layer, tail } of expected) {
    const path = [...layer.split('/'), ...tail.split('/').slice(0, -1)];
    const name = path.at(-1) as string;
    if (!tail.includes('/') || owners.get(name)?.some(({ id }) => id === layer)) continue;
    owners.set(name, [...(owners.get(name) ?? []), { id: layer, top: path[0] as string, path }]);
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
function topOf(name: string, { byName, byPart }: Owners, taken: Set<string>): string {
  const found = ownerOf(name, byName, taken) ?? ownerOf(name, byPart, taken);
  if (!found) return ROOT;
  taken.add(`${found.id}\n${name}`);
  return found.top;
}

function ownerOf(
  name: string,
  owners: ReadonlyMap<string, readonly Owner[]>,
  taken: ReadonlySet<string>,
): Owner | undefined {
  const parts = name.split('/');
  const matches = parts
    .slice(0, -1)
    .flatMap((part, at) =>
      (owners.get(part) ?? []).map((owner): Match => ({ owner, depth: depthAt(owner.path, parts, at), at })),
    );
  const best = matches.sort(
    (x, y) => y.depth - x.depth || x.at - y.at || x.owner.path.length - y.owner.path.length,
  );
  const free = best.filter(({ owner }) => !taken.has(`${owner.id}\n${name}`));
  return (free.find((it) => it.depth === best[0]?.depth && it.at === best[0]?.at) ?? free[0])?.owner;
}

function depthAt(path: readonly string[], parts: readonly string[], at: number): number {
  let depth = 0;
  while (depth < path.length && depth <= at && path.at(-1 - depth) === parts[at - depth]) depth++;
  return depth;
}
