import type { ObjectGraph } from './ObjectGraph.ts';
import type { SavedObjects } from './SavedObject.ts';

/**
 * Which object of the checkpoint is which saved object: both graphs are walked from their roots by the names of edges, as
 * TensorFlow restores (`tensorflow/python/saved_model/load.py`). Numbers are not promised to agree. The first way counts.
 */
export function pairObjects({ nodes }: SavedObjects, graph: ObjectGraph): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  if (nodes.length === 0 || graph.length === 0) return pairs;
  pairs.set(0, 0);
  // A map keeps the order in which pairs are added, and walks over those that are added meanwhile.
  for (const [saved, tracked] of pairs) {
    const { children } = graph[tracked]!;
    for (const [edge, child] of nodes[saved]!.children) {
      const other = children.get(edge);
      if (other !== undefined && !pairs.has(child)) pairs.set(child, other);
    }
  }
  return pairs;
}
