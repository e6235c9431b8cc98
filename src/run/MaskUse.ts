import type { Graph, GraphNode, NodeId, TensorRef } from '../model/index.ts';
import { refsIn, refsOf } from './refs.ts';

/**
 * The masks that Keras 3 takes off tensors as it goes: `MultiHeadAttention` deletes those of its query, value and key
 * (`keras/src/layers/attention/multi_head_attention.py`), so whoever reads the same tensor later finds none. Later means
 * in Keras' order, which is by depth from the outputs (`keras/src/ops/function.py`, `map_graph`).
 */
export class MaskUse {
  /** By tensor: when each attention that takes it runs. */
  readonly #taken = new Map<string, number[]>();
  readonly #turns: ReadonlyMap<NodeId, number>;

  constructor(graph: Graph, takesMasks: (node: GraphNode) => boolean) {
    const takers = graph.nodes.filter(takesMasks);
    this.#turns = takers.length > 0 ? turnsOf(graph) : new Map();
    for (const node of takers) {
      const inputs = ['query', 'value', 'key'].flatMap((name) => node.kwargs[name] ?? []);
      for (const ref of [...node.args.slice(0, 3), ...inputs].flatMap(refsIn)) {
        const turns = this.#taken.get(keyOf(ref));
        if (turns) turns.push(this.#turn(node));
        else this.#taken.set(keyOf(ref), [this.#turn(node)]);
      }
    }
  }

  /** Whether a tensor has lost its mask before a node reads it. */
  lost(node: GraphNode, ref: TensorRef): boolean {
    const turns = this.#taken.get(keyOf(ref));
    return turns?.some((turn) => turn < this.#turn(node)) ?? false;
  }

  #turn(node: GraphNode): number {
    return this.#turns.get(node.id) ?? Number.POSITIVE_INFINITY;
  }
}

const keyOf = ({ node, output }: TensorRef): string => `${output}\n${node}`;

/** When Keras runs each node: the deepest first, and as it found them where several are equally deep. */
function turnsOf(graph: Graph): Map<NodeId, number> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const depths = new Map<NodeId, number>();
  const ofLayers = new Map<string, number>();
  for (const node of backwards(graph, nodes).reverse()) {
    const depth = Math.max(depths.get(node.id) ?? 0, ofLayers.get(node.layer) ?? 0);
    ofLayers.set(node.layer, depth);
    depths.set(node.id, depth);
    for (const { node: parent } of refsOf(node))
      depths.set(parent, Math.max(depth + 1, depths.get(parent) ?? 0));
  }
  const order = [...depths].sort(([, x], [, y]) => y - x);
  return new Map(order.map(([id], turn) => [id, turn]));
}

/** Nodes as they are reached from the outputs, each after those that it reads. Iterative: chains may be long. */
function backwards(graph: Graph, nodes: ReadonlyMap<NodeId, GraphNode>): GraphNode[] {
  const found: GraphNode[] = [];
  const seen = new Set<NodeId>();
  const stack = graph.outputs.map(({ ref }) => ({ id: ref.node, done: false })).reverse();
  for (let top = stack.pop(); top; top = stack.pop()) {
    const node = nodes.get(top.id);
    if (!node || (!top.done && seen.has(top.id))) continue;
    if (top.done) {
      found.push(node);
      continue;
    }
    seen.add(top.id);
    const parents = refsOf(node).map((parent) => ({ id: parent.node, done: false }));
    stack.push({ id: top.id, done: true }, ...parents.reverse());
  }
  return found;
}
