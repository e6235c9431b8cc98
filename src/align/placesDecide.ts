import {
  type Graph,
  type GraphNode,
  groupBy,
  hasGraph,
  type LayerId,
  type ModelArtifact,
} from '../model/index.ts';
import type { Candidate } from './layerKeys.ts';
import { sourcesOf } from './sourcesOf.ts';

/** Layers of A by their counterparts in B. */
type Pairing = ReadonlyMap<LayerId, LayerId>;

/**
 * Whether open layers belong together by their place rather than by content: both sides list the same kinds of layers in the
 * same order and wire them alike, while pairing by content would have them wired otherwise. Then values have changed
 * places, not layers. `paired` are the layers that are paired already, `keys` the content of the open ones.
 */
export function placesDecide(
  { a, b }: { readonly a: ModelArtifact; readonly b: ModelArtifact },
  paired: Pairing,
  openA: readonly Candidate[],
  openB: readonly Candidate[],
  keys: ReadonlyMap<Candidate, string | null>,
): boolean {
  if (!hasGraph(a) || !hasGraph(b) || openA.length !== openB.length) return false;
  if (openA.some((it, i) => it.signature !== openB[i]?.signature)) return false;
  const byPlace = openA.map((it, i) => [it.layer.id, (openB[i] as Candidate).layer.id] as const);
  const content = byContent(openA, openB, keys);
  if (byPlace.every(([mine, theirs]) => (content.get(mine) ?? theirs) === theirs)) return false;
  const taken = new Set(content.values());
  const rest = openB.filter(({ layer }) => !taken.has(layer.id));
  const others = openA.filter(({ layer }) => !content.has(layer.id));
  const mixed = others.map((it, i) => [it.layer.id, rest[i]?.layer.id ?? ''] as const);
  const wired = (pairs: Iterable<readonly [LayerId, LayerId]>): boolean =>
    areWiredAlike(a.graph, b.graph, new Map([...paired, ...pairs]));
  return wired(byPlace) && !wired([...content, ...mixed]);
}

/** Layers whose content occurs once on each side. */
function byContent(
  openA: readonly Candidate[],
  openB: readonly Candidate[],
  keys: ReadonlyMap<Candidate, string | null>,
): Map<LayerId, LayerId> {
  const once = (side: readonly Candidate[]): Map<string | null, Candidate[]> =>
    groupBy(side, (it) => keys.get(it) ?? null);
  const [left, right] = [once(openA), once(openB)];
  const found = new Map<LayerId, LayerId>();
  for (const [key, [mine, ...more]] of left) {
    const [theirs, ...others] = right.get(key) ?? [];
    if (key !== null && mine && theirs && more.length + others.length === 0)
      found.set(mine.layer.id, theirs.layer.id);
  }
  return found;
}

/** Whether every pair is called as often, on counterparts of the same tensors. */
function areWiredAlike(a: Graph, b: Graph, pairs: Pairing): boolean {
  const [callsA, callsB] = [a, b].map(({ nodes }) => groupBy(nodes, ({ layer }) => layer));
  const [layersA, layersB] = [a, b].map(({ nodes }) => new Map(nodes.map(({ id, layer }) => [id, layer])));
  const sources = (
    calls: readonly GraphNode[],
    layers: Map<string, LayerId> | undefined,
  ): (LayerId | undefined)[][] => calls.map((node) => sourcesOf(node).map((id) => layers?.get(id)));
  return [...pairs].every(([mine, theirs]) => {
    const left = sources(callsA?.get(mine) ?? [], layersA);
    const right = sources(callsB?.get(theirs) ?? [], layersB);
    const mapped = left.map((call) => call.map((layer) => pairs.get(layer ?? '') ?? '?'));
    return JSON.stringify(mapped) === JSON.stringify(right);
  });
}
