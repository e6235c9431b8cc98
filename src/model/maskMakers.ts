import type { Argument, Graph, GraphNode, NodeId } from './Graph.ts';
import type { LayerId } from './ids.ts';
import { tensorsIn } from './tensorsIn.ts';

/** Arguments that hand masks on; an `attention_mask` is what somebody computes. */
const MASKS: ReadonlySet<string> = new Set(['mask', 'query_mask', 'value_mask', 'key_mask']);

/**
 * Layers that only make masks: all that they put out is stated as a mask, or read by others that only make masks. Keras 3
 * writes them down (`NotEqual`, `Any`) where an Embedding or Masking layer hands a mask on.
 */
export function maskMakers(graph: Graph): Set<LayerId> {
  const otherwise = new Set<NodeId>(graph.outputs.map(({ ref }) => ref.node));
  const asMask = new Set<NodeId>();
  const only = (id: NodeId): boolean => asMask.has(id) && !otherwise.has(id);
  // Readers stand behind what they read: seen from the end, a node's readers are known before it.
  for (const node of graph.nodes.toReversed()) {
    const hidden = only(node.id);
    for (const { id, mask } of readBy(node)) (mask || hidden ? asMask : otherwise).add(id);
  }
  const used = graph.nodes.filter(({ id }) => !only(id));
  const elsewhere = new Set(used.map(({ layer }) => layer));
  return new Set(graph.nodes.flatMap(({ layer }) => (elsewhere.has(layer) ? [] : [layer])));
}

function readBy({ args, kwargs }: GraphNode): { id: NodeId; mask: boolean }[] {
  const rest = Object.entries(kwargs).flatMap(([key, it]) => read(it, MASKS.has(key)));
  return [...args.flatMap((it) => read(it, false)), ...rest];
}

function read(argument: Argument, mask: boolean): { id: NodeId; mask: boolean }[] {
  return tensorsIn(argument).flatMap(({ ref, mask: stated }) => [
    { id: ref.node, mask },
    ...(stated ? [{ id: stated.node, mask: true }] : []),
  ]);
}
