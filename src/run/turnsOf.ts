import type { Graph, GraphNode, NodeId } from '../model/index.ts';
import { refsOf } from './refs.ts';

/** One call as Keras runs it: a node, or a nested model with calls of its own. */
interface Item {
  readonly id: string;
  /** The layer or model that is called: calls of one layer share their depth. */
  readonly layer: string;
  readonly reads: string[];
  readonly inside: GraphNode[];
  readonly node: GraphNode | null;
}

/**
 * When Keras runs each node: the deepest first, and as it found them where several are equally deep; a nested model runs
 * as one (`keras/src/ops/function.py`, `map_graph`; tf.keras `engine/functional.py`, `_map_graph_network`).
 */
export function turnsOf(graph: Graph): Map<NodeId, number> {
  const counts = new Map<string, number>();
  const count = (layer: string) => counts.set(layer, (counts.get(layer) ?? 0) + 1);
  for (const { layer } of graph.nodes) count(layer);
  const models = new Set((graph.models ?? []).map(({ layer }) => layer));
  for (const { layer } of graph.models ?? []) count(layer);
  const paths = new Map(graph.nodes.map((node) => [node.id, pathOf(node, models, counts)]));
  const order = orderWithin(
    graph,
    graph.nodes,
    graph.outputs.map(({ ref }) => ref.node),
    paths,
    0,
  );
  return new Map(order.map((id, turn) => [id, turn]));
}

/** The calls of nested models that a node stands in, outermost first. */
function pathOf(node: GraphNode, models: ReadonlySet<string>, counts: ReadonlyMap<string, number>): string[] {
  const parts = node.layer.split('/');
  const outer = parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/'));
  return outer
    .filter((layer) => models.has(layer))
    .map((layer) => {
      const each = (counts.get(node.layer) ?? 1) / (counts.get(layer) ?? 1);
      return `${layer}#${Math.floor(node.call / each)}`;
    });
}

function orderWithin(
  graph: Graph,
  nodes: readonly GraphNode[],
  outputs: readonly NodeId[],
  paths: ReadonlyMap<NodeId, readonly string[]>,
  depth: number,
): NodeId[] {
  const itemOf = (id: NodeId): string => paths.get(id)?.[depth] ?? id;
  const items = new Map<string, Item>();
  for (const node of nodes) {
    const id = itemOf(node.id);
    const whole = id !== node.id;
    const layer = whole ? id.slice(0, id.lastIndexOf('#')) : node.layer;
    const item: Item = items.get(id) ?? { id, layer, reads: [], inside: [], node: whole ? null : node };
    item.inside.push(node);
    for (const ref of refsOf(node)) if (itemOf(ref.node) !== id) item.reads.push(itemOf(ref.node));
    items.set(id, item);
  }
  const calls = new Map((graph.models ?? []).map((call) => [`${call.layer}#${call.call}`, call]));
  return sorted(items, outputs.map(itemOf)).flatMap((item) =>
    item.node
      ? [item.node.id]
      : orderWithin(
          graph,
          item.inside,
          (calls.get(item.id)?.outputs ?? []).map(({ node }) => node),
          paths,
          depth + 1,
        ),
  );
}

function sorted(items: ReadonlyMap<string, Item>, outputs: readonly string[]): Item[] {
  const depths = new Map<string, number>();
  const ofLayers = new Map<string, number>();
  for (const item of backwards(items, outputs).reverse()) {
    const depth = Math.max(depths.get(item.id) ?? 0, ofLayers.get(item.layer) ?? 0);
    ofLayers.set(item.layer, depth);
    depths.set(item.id, depth);
    for (const parent of item.reads) depths.set(parent, Math.max(depth + 1, depths.get(parent) ?? 0));
  }
  return [...depths].sort(([, x], [, y]) => y - x).flatMap(([id]) => items.get(id) ?? []);
}

/** Calls as they are reached from the outputs, each after those that it reads. Iterative: chains may be long. */
function backwards(items: ReadonlyMap<string, Item>, outputs: readonly string[]): Item[] {
  const found: Item[] = [];
  const seen = new Set<string>();
  const stack = outputs.map((id) => ({ id, done: false })).reverse();
  for (let top = stack.pop(); top; top = stack.pop()) {
    const item = items.get(top.id);
    if (!item || (!top.done && seen.has(top.id))) continue;
    if (top.done) {
      found.push(item);
      continue;
    }
    seen.add(top.id);
    const parents = item.reads.map((id) => ({ id, done: false }));
    stack.push({ id: top.id, done: true }, ...parents.reverse());
  }
  return found;
}
