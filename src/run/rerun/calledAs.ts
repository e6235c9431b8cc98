import type { Argument, GraphNode, LayerId, NodeId, TensorRef } from '../../model/index.ts';
import type { LayerPair } from '../compare/planRows.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { refsOf } from '../refs.ts';

/**
 * B with the calls of some layers as A has them: the same inputs, by their counterparts, and the same arguments. `null` where
 * an input has no counterpart, the layers are not called as often, or calls would then read each other in a circle.
 */
export function calledAs(
  { a, b }: { readonly a: RunnableModel; readonly b: RunnableModel },
  pairs: readonly LayerPair[],
  layers: readonly LayerPair[],
): RunnableModel | null {
  const [callsA, callsB] = [new Calls(a), new Calls(b)];
  const inB = new Map(pairs.map((pair) => [pair.a, pair.b]));
  const partner = (id: NodeId): NodeId | null => {
    const node = callsA.node(id);
    const layer = node && inB.get(node.layer);
    return node && layer !== undefined ? (callsB.of(layer)[node.call]?.id ?? null) : null;
  };
  const changed = new Map<NodeId, GraphNode>();
  for (const pair of layers) {
    const [left, right] = [callsA.of(pair.a), callsB.of(pair.b)];
    if (left.length !== right.length) return null;
    for (const [i, node] of left.entries()) {
      const into = right[i] as GraphNode;
      if (refsOf(node).some((ref) => partner(ref.node) === null)) return null;
      changed.set(
        into.id,
        withCall(into, node, ({ node: id, output }) => ({ node: partner(id) ?? id, output })),
      );
    }
  }
  const nodes = inOrder(b.graph.nodes.map((node) => changed.get(node.id) ?? node));
  return nodes && { ...b, graph: { ...b.graph, nodes } };
}

/** A graph's calls by node and by layer. */
class Calls {
  readonly #nodes = new Map<NodeId, GraphNode>();
  readonly #layers = new Map<LayerId, GraphNode[]>();

  constructor({ graph }: RunnableModel) {
    for (const node of graph.nodes) {
      this.#nodes.set(node.id, node);
      this.#layers.set(node.layer, [...(this.#layers.get(node.layer) ?? []), node]);
    }
  }

  node(id: NodeId): GraphNode | undefined {
    return this.#nodes.get(id);
  }

  of(layer: LayerId): readonly GraphNode[] {
    return this.#layers.get(layer) ?? [];
  }
}

/** A node with the arguments of another, its tensors renamed. */
function withCall(node: GraphNode, other: GraphNode, rename: (ref: TensorRef) => TensorRef): GraphNode {
  const swap = (argument: Argument): Argument => {
    switch (argument.kind) {
      case 'tensor': {
        const { ref, mask } = argument;
        return { ...argument, ref: rename(ref), ...(mask ? { mask: rename(mask) } : {}) };
      }
      case 'list':
        return { ...argument, items: argument.items.map(swap) };
      case 'dict':
        return { ...argument, entries: swapAll(argument.entries) };
      case 'constant':
        return argument;
    }
  };
  const swapAll = (entries: Readonly<Record<string, Argument>>): Record<string, Argument> =>
    Object.fromEntries(Object.entries(entries).map(([key, it]) => [key, swap(it)]));
  return { ...node, args: other.args.map(swap), kwargs: swapAll(other.kwargs) };
}

/** The nodes so that each stands behind what it reads; `null` where they read each other in a circle. */
function inOrder(nodes: readonly GraphNode[]): GraphNode[] | null {
  const done = new Set<NodeId>();
  const order: GraphNode[] = [];
  let left = nodes;
  while (left.length > 0) {
    const waiting: GraphNode[] = [];
    for (const node of left) {
      if (refsOf(node).every((ref) => done.has(ref.node))) {
        done.add(node.id);
        order.push(node);
      } else waiting.push(node);
    }
    if (waiting.length === left.length) return null;
    left = waiting;
  }
  return order;
}
