import type { LayerId } from '../../../model/index.ts';
import { type FlatNode, nodeOf } from '../rewrite/FlatNode.ts';
import type { Unit } from './Unit.ts';
import type { Owner } from './variableOwners.ts';

/** The scope of a layer that reads variables, found by their owner's name. */
interface Anchor {
  readonly layer: LayerId;
  readonly scope: readonly string[];
  /** Scopes before the layer's own path: the model's name. */
  readonly root: number;
  /** Whether TensorFlow counted the scope up: `dense_2` for `dense`. */
  readonly counted: boolean;
}

const keyOf = (scope: readonly string[]): string => scope.join('/');
const COUNTER = /_\d+$/;
/** What models compute themselves: the masks of their inputs. */
const OF_MODELS: ReadonlySet<string> = new Set(['NotEqual', 'Any']);

/**
 * Which layer each operation belongs to. A layer that reads variables is known by their owner, and its scope by that. Scopes
 * around such ones are models as long as no operation stands in them directly: then they are layers made of layers. All else
 * belongs to the outermost scope inside a model. Keras 3 enters every scope a second time when it exports, so that
 * TensorFlow counts all of them up; where all known ones are, the others are too.
 */
export function unitsOf(nodes: readonly FlatNode[], owners: ReadonlyMap<string, Owner>): Map<string, Unit> {
  const anchors = new Map<string, Anchor>();
  const wanted = new Map<string, Owner>();
  for (const node of nodes) {
    const owner = node.inputs.flatMap((input) => owners.get(nodeOf(input)) ?? [])[0];
    if (!owner) continue;
    wanted.set(node.name, owner);
    const anchor = anchorOf(node.scope, owner.layer);
    if (anchor) anchors.set(keyOf(anchor.scope), anchor);
  }
  const all = [...anchors.values()];
  const counted = all.length > 0 && all.every((anchor) => anchor.counted);
  const root =
    all.length > 0
      ? all.reduce((least, it) => Math.min(least, it.root), Number.POSITIVE_INFINITY)
      : commonDepth(nodes);
  const containers = containersOf(nodes, all, root);
  const units = new Map<string, Unit>();
  for (const node of nodes) {
    const scope = unitScope(node, containers);
    const anchor = anchors.get(keyOf(scope));
    const stated =
      anchor?.layer ?? (containers.has(keyOf(node.scope)) ? wanted.get(node.name)?.layer : undefined);
    units.set(node.name, { key: keyOf(scope), layer: fuller(nameOf(scope, root, counted), stated) });
  }
  return units;
}

/** Keras 3 leaves models out of the names of variables; scopes have them. */
function fuller(scoped: LayerId, stated: LayerId | undefined): LayerId {
  return stated === undefined || scoped === stated || scoped.endsWith(`/${stated}`) ? scoped : stated;
}

/**
 * The scope inside `scope` that bears a layer's name, counted up or not: its path from the inside out, with other scopes
 * (`while`) in between; the last name alone where the path is not there.
 */
function anchorOf(scope: readonly string[], layer: LayerId): Anchor | null {
  const parts = layer.split('/');
  const inner = placeOf(scope, parts.at(-1) as string, scope.length);
  if (inner < 0) return null;
  let outer = inner;
  for (const part of parts.slice(0, -1).reverse()) {
    const at = placeOf(scope, part, outer);
    if (at < 0) break;
    outer = at;
  }
  return { layer, scope: scope.slice(0, inner + 1), root: outer, counted: scope[inner] !== parts.at(-1) };
}

/** The innermost place of a name before `end`; exact names first. */
function placeOf(scope: readonly string[], name: string, end: number): number {
  const before = scope.slice(0, end);
  const exact = before.lastIndexOf(name);
  return exact >= 0 ? exact : before.findLastIndex((part) => part.replace(COUNTER, '') === name);
}

/** Scopes that hold layers: those around known ones in which no operation stands, and the model's own. */
function containersOf(nodes: readonly FlatNode[], anchors: readonly Anchor[], root: number): Set<string> {
  const direct = new Set(
    nodes
      .filter(({ op, scope }) => !OF_MODELS.has(op) && scope.length > root)
      .map(({ scope }) => keyOf(scope)),
  );
  const containers = new Set(['']);
  const add = (scope: readonly string[], upTo: number): void => {
    for (let length = 1; length <= upTo; length++) {
      const key = keyOf(scope.slice(0, length));
      if (direct.has(key)) break;
      containers.add(key);
    }
  };
  for (const { scope } of anchors) add(scope, scope.length - 1);
  for (const { scope } of nodes) add(scope, Math.min(root, scope.length));
  return containers;
}

/** How many scopes all operations share that have any. */
function commonDepth(nodes: readonly FlatNode[]): number {
  const scopes = nodes.map(({ scope }) => scope).filter((scope) => scope.length > 0);
  const [first = []] = scopes;
  const differs = first.findIndex(
    (part, i) =>
      i === first.length - 1 || !scopes.every((scope) => scope[i] === part && scope.length > i + 1),
  );
  return Math.max(0, differs);
}

/** The outermost scope that holds no layers; an operation that stands among layers is one of its own. */
function unitScope({ scope, own }: FlatNode, containers: ReadonlySet<string>): readonly string[] {
  for (let length = 1; length <= scope.length; length++) {
    const outer = scope.slice(0, length);
    if (!containers.has(keyOf(outer))) return outer;
  }
  return [...scope, own];
}

function nameOf(scope: readonly string[], root: number, counted: boolean): LayerId {
  const path = scope.length > root ? scope.slice(root) : scope.slice(-1);
  return path.map((part) => (counted ? part.replace(COUNTER, '') : part)).join('/');
}
