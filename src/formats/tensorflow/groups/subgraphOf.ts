import type { TfNode, TfSubgraph } from '../../../model/index.ts';
import { type FlatNode, INPUT, nodeOf, STOP, textOfAttr, VARIABLE } from '../rewrite/FlatNode.ts';
import type { Group } from './Group.ts';
import type { Owner } from './variableOwners.ts';

/**
 * A group as an executor takes it: constants beside the operations that read them, placeholders for variables and for
 * tensors of other groups. `reads` are those tensors, in the order of the placeholders.
 */
export function subgraphOf(
  group: Group,
  all: ReadonlyMap<string, FlatNode>,
  owners: ReadonlyMap<string, Owner>,
  outputs: readonly string[],
): { readonly subgraph: TfSubgraph; readonly reads: readonly string[] } {
  const own = new Set(group.nodes.map((node) => node.name));
  const added = new Map<string, TfNode>();
  const weights = new Map<string, Owner>();
  const stops: string[] = [];
  const reads = new Map<string, string>();
  const placeholder = (name: string): void =>
    void added.set(name, { name, op: INPUT, inputs: [], attrs: new Map() });
  const localName = (tensor: string): string => {
    const name = nodeOf(tensor);
    const maker = all.get(name);
    if (own.has(name)) return tensor;
    if (maker?.op === 'Const') {
      added.set(name, { name, op: 'Const', inputs: [], attrs: maker.attrs });
      return tensor;
    }
    const owner = owners.get(name);
    if (maker?.op === VARIABLE && owner) {
      placeholder(name);
      weights.set(name, owner);
      return tensor;
    }
    if (maker?.op === VARIABLE) stops.push(`The file holds no value for the variable ${maker.own}.`);
    const local = reads.get(tensor) ?? `input_${reads.size}`;
    reads.set(tensor, local);
    placeholder(local);
    return `${local}:0`;
  };
  const nodes = group.nodes.map((node): TfNode => {
    const owner = node.op === VARIABLE ? owners.get(node.name) : undefined;
    if (owner) weights.set(node.name, owner);
    const op = owner ? INPUT : node.op;
    return { name: node.name, op, inputs: node.inputs.map(localName), attrs: node.attrs };
  });
  return {
    subgraph: {
      nodes: [...added.values(), ...nodes],
      inputs: [...reads.values()],
      weights,
      outputs,
      stop: group.stop ?? stopIn(group) ?? stops[0] ?? null,
    },
    reads: [...reads.keys()],
  };
}

function stopIn({ nodes }: Group): string | null {
  const stopped = nodes.find(({ op }) => op === STOP);
  if (stopped) return textOfAttr(stopped.attrs.get('because'));
  const unfed = nodes.find(({ op }) => op === INPUT);
  if (unfed) return `It reads the placeholder ${unfed.name}, which the signature does not feed.`;
  return null;
}
