import type { ConvertedGraph, ConvertedNode, OperationRoles } from './ConvertedGraph.ts';

/** A constant that an operation reads, and what for. */
export interface Reading {
  readonly constant: string;
  readonly role: string;
  /** Whether the operation's meaning gives the role; else it is only a place. */
  readonly known: boolean;
}

/** Operations that make up one layer, with the constants that they read. */
export interface JoinedNode {
  readonly name: string;
  /** `MatMul`, `MatMul + Add`. */
  readonly op: string;
  readonly nodes: readonly ConvertedNode[];
  readonly readings: readonly Reading[];
}

/**
 * The operations of a graph as layers: what only hands a constant on is left out, and an addition of a constant to the
 * result of a product, which nothing else reads, is the bias of that product.
 */
export function joinNodes(graph: ConvertedGraph, table: OperationRoles): JoinedNode[] {
  const names = constantNames(graph, table);
  const kept = graph.nodes.filter((node) => !passesConstant(node, graph, table));
  const readers = countReaders(kept);
  const makers = new Map(kept.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const joined = new Map<ConvertedNode, JoinedNode>();
  for (const node of kept) {
    const product = biasedBy(node, { graph, table, names, readers, makers });
    const before = product && joined.get(product);
    if (before && before.nodes.length === 1) {
      const bias = node.inputs.map((input) => names.get(input)).find((it) => it !== undefined) as string;
      joined.set(product, {
        ...before,
        op: `${before.op} + ${node.op}`,
        nodes: [...before.nodes, node],
        readings: [...before.readings, { constant: bias, role: 'bias', known: true }],
      });
    } else {
      joined.set(node, {
        name: node.name,
        op: node.op,
        nodes: [node],
        readings: readingsOf(node, names, table),
      });
    }
  }
  return [...joined.values()];
}

/** Every name by which a constant goes, and its own. */
function constantNames(
  { nodes, constants }: ConvertedGraph,
  { passing }: OperationRoles,
): Map<string, string> {
  const names = new Map([...constants.keys()].map((name) => [name, name]));
  for (const { op, inputs, outputs } of nodes) {
    const source = names.get(inputs[0] ?? '');
    if (passing.has(op) && source !== undefined) for (const output of outputs) names.set(output, source);
  }
  return names;
}

function passesConstant(
  node: ConvertedNode,
  { constants }: ConvertedGraph,
  { passing }: OperationRoles,
): boolean {
  return passing.has(node.op) && constants.has(node.inputs[0] ?? '');
}

function countReaders(nodes: readonly ConvertedNode[]): Map<string, number> {
  const readers = new Map<string, number>();
  for (const { inputs } of nodes)
    for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
  return readers;
}

interface Known {
  readonly graph: ConvertedGraph;
  readonly table: OperationRoles;
  readonly names: ReadonlyMap<string, string>;
  readonly readers: ReadonlyMap<string, number>;
  readonly makers: ReadonlyMap<string, ConvertedNode>;
}

/** The product whose bias an addition adds; `null` where it is no such addition. */
function biasedBy(
  node: ConvertedNode,
  { graph, table, names, readers, makers }: Known,
): ConvertedNode | null {
  if (node.op !== table.addition || node.inputs.length !== 2) return null;
  const [constant, ...more] = node.inputs.filter((input) => names.has(input));
  const other = node.inputs.find((input) => !names.has(input)) ?? '';
  const product = makers.get(other);
  if (constant === undefined || more.length > 0 || !product || !table.biased.has(product.op)) return null;
  const alone = readers.get(other) === 1 && !graph.outputs.has(other);
  const has = readingsOf(product, names, table).map(({ role }) => role);
  return alone && has.includes('kernel') && !has.includes('bias') && isVector(graph, names.get(constant))
    ? product
    : null;
}

/** A bias has one value per channel: at most one axis is longer than 1. */
function isVector({ constants }: ConvertedGraph, name: string | undefined): boolean {
  const shape = constants.get(name ?? '')?.dataset.shape;
  return shape !== undefined && shape.filter((axis) => axis !== 1).length <= 1;
}

function readingsOf(
  { op, inputs }: ConvertedNode,
  names: ReadonlyMap<string, string>,
  { roles }: OperationRoles,
): Reading[] {
  const table = roles[op];
  return inputs.flatMap((input, i) => {
    const constant = names.get(input);
    if (constant === undefined) return [];
    const role = table?.[i] ?? null;
    return [{ constant, role: role ?? `input_${i}`, known: role !== null }];
  });
}
