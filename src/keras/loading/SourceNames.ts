import type { StoredWeight, StoredWeights, Variable } from '../../model/index.ts';
import { LEAF_VARIABLES } from '../variables/leafVariables.ts';
import type { TargetVariable } from './KerasObject.ts';

/** What a weights file calls its variables. */
export interface SourceNames {
  /** Variables that a model could ask for: no optimizer, no metrics. */
  readonly weights: readonly StoredWeight[];
  /** The path of the variable at a place. */
  readonly pathOf: (place: string) => string;
  /** Whether the file has `target` itself, or says that the values belong to another role. */
  readonly isElsewhere: (target: TargetVariable, place: string) => boolean;
}

interface Name {
  readonly path: string;
  /** The whole path as the file states it; the object's path, where it states no more; the last word of it. */
  readonly own: string | null;
  readonly object: string | null;
  readonly role: string | null;
}

/**
 * The names of a weights file. `variables`: how the file was opened, by place; for a whole model these names hold, as they
 * were told by its config. A legacy weights file states names; a v3 one states those of objects since Keras 3.6.
 */
export function sourceNames(
  weights: StoredWeights,
  variables: readonly Pick<Variable, 'id' | 'place' | 'role' | 'purpose' | 'named' | 'layer'>[],
  whole: boolean,
): SourceNames {
  const opened = new Map(variables.map((it) => [it.place, it]));
  const listed = weightsOf(weights).filter(({ place }) => {
    const purpose = opened.get(place)?.purpose;
    return purpose !== 'optimizer' && purpose !== 'metric';
  });
  const stated = statedNames(weights, opened);
  const names = new Map(
    listed.map(({ place }) => {
      const variable = whole ? opened.get(place) : undefined;
      const known = variable && variable.named !== 'place' && variable.layer !== null;
      return [place, known ? named(variable.id) : (stated.get(place) as Name)];
    }),
  );
  const all = [...names.values()];
  const own = new Set(all.map((it) => it.own));
  const objects = new Set(all.map((it) => it.object));
  return {
    weights: listed,
    pathOf: (place) => names.get(place)?.path ?? place,
    isElsewhere(target, place) {
      const name = names.get(place);
      if (!name) return false;
      if (name.own !== null && own.has(target.id) && name.own !== target.id) return true;
      const object = objectOf(target.id);
      if (name.own === null && name.object !== null && objects.has(object) && name.object !== object)
        return true;
      return otherRole(target, name.role);
    },
  };
}

const objectOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const named = (path: string): Name => ({ path, own: path, object: objectOf(path), role: lastOf(path) });

function weightsOf(weights: StoredWeights): readonly StoredWeight[] {
  if (weights.kind === 'checkpoint') return weights.objects.flatMap(({ weight }) => weight ?? []);
  if (weights.kind === 'v3') return [...weights.groups.values()].flatMap((group) => group.weights);
  if ('weights' in weights) return weights.weights;
  return [...weights.layers.flatMap((layer) => layer.weights), ...(weights.topLevel ?? [])];
}

function statedNames(
  weights: StoredWeights,
  opened: ReadonlyMap<string, Pick<Variable, 'id'>>,
): Map<string, Name> {
  if (weights.kind === 'legacy') return legacyNames(weights);
  if (weights.kind === 'v3') return v3Names(weights);
  const places = weightsOf(weights).map(({ place }) => place);
  return new Map(places.map((place) => [place, named(opened.get(place)?.id ?? place)]));
}

/** A group's name is part of the path, whatever comes before it: the root's name, or nothing. */
function legacyNames({ layers, topLevel }: Extract<StoredWeights, { kind: 'legacy' }>): Map<string, Name> {
  const names = new Map<string, Name>();
  for (const { name: layer, weights } of layers) {
    for (const { name, place } of weights) {
      const bare = name.replace(/:0$/, '');
      const at = `/${bare}`.indexOf(`/${layer}/`);
      names.set(place, named(at < 0 ? `${layer}/${bare}` : bare.slice(at)));
    }
  }
  for (const { name, place } of topLevel ?? []) names.set(place, named(name.replace(/:0$/, '')));
  return names;
}

/** The place is the path; the names of the objects on the way say whose it is. */
function v3Names({ groups }: Extract<StoredWeights, { kind: 'v3' }>): Map<string, Name> {
  const names = new Map<string, Name>();
  for (const [path, { weights }] of groups) {
    const object = statedPath(path, groups);
    for (const { place } of weights) names.set(place, { path: place, own: null, object, role: null });
  }
  return names;
}

function statedPath(
  path: string,
  groups: ReadonlyMap<string, { readonly name: string | null }>,
): string | null {
  const parts = path.split('/');
  const stated: string[] = [];
  for (let end = 1; end <= parts.length; end++) {
    const group = groups.get(parts.slice(0, end).join('/'));
    if (group?.name) stated.push(group.name);
    else if (group) return null;
  }
  return groups.get(path)?.name ? stated.join('/') : null;
}

/** Every word that Keras has for a variable: a stored name is only held against a role when it is one of them. */
const ROLES: ReadonlySet<string> = new Set(
  Object.values(LEAF_VARIABLES).flatMap(({ own }) =>
    (own?.({}, null) ?? []).flatMap((it) => (it.legacyName ? [it.name, it.legacyName] : [it.name])),
  ),
);

function otherRole({ role, name }: TargetVariable, stored: string | null): boolean {
  if (stored === null || !ROLES.has(stored)) return false;
  return stored !== lastOf(role) && stored !== lastOf(name).replace(/:0$/, '');
}
