import type { GraphNode, LayerId } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';

/** Two layers that belong together. */
export interface LayerPair {
  readonly a: LayerId;
  readonly b: LayerId;
}

/** One row of the comparison: a call in A, in B, or in both. */
export interface PlannedRow {
  readonly a: GraphNode | null;
  readonly b: GraphNode | null;
}

/** Rows in A's order; calls that only B has stand before the pair that follows them in B. */
export function planRows(a: RunnableModel, b: RunnableModel, pairs: readonly LayerPair[]): PlannedRow[] {
  const partner = new Map(pairs.map((pair) => [pair.a, pair.b]));
  const callsB = new Map(computing(b).map((node) => [`${node.layer}\n${node.call}`, node]));
  const matched = new Map<GraphNode, GraphNode>();
  for (const node of computing(a)) {
    const other = callsB.get(`${partner.get(node.layer)}\n${node.call}`);
    if (other) matched.set(node, other);
  }
  const taken = new Set(matched.values());
  const alone = computing(b).filter((node) => !taken.has(node));
  const order = new Map(b.graph.nodes.map((node, i) => [node, i]));
  const place = (node: GraphNode) => order.get(node) ?? 0;
  const rows: PlannedRow[] = [];
  for (const node of computing(a)) {
    const other = matched.get(node) ?? null;
    while (other && alone[0] && place(alone[0]) < place(other))
      rows.push({ a: null, b: alone.shift() as GraphNode });
    rows.push({ a: node, b: other });
  }
  return [...rows, ...alone.map((node) => ({ a: null, b: node }))];
}

/** Calls that compute something: inputs do not. */
function computing(model: RunnableModel): GraphNode[] {
  const inputs = new Set(model.graph.inputs.map((port) => port.ref.node));
  return model.graph.nodes.filter((node) => !inputs.has(node.id));
}
