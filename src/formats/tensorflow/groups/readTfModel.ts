import {
  type Graph,
  type GraphNode,
  groupBy,
  type Layer,
  type LayerId,
  type ModelArtifact,
  type NodeId,
  type Port,
  ReadError,
  type TensorRef,
  type TfModel,
  type TfProgram,
  type TfSubgraph,
} from '../../../model/index.ts';
import type { Entry } from '../rewrite/chooseEntry.ts';
import { type FlatNode, INPUT, nodeOf, STOP, VARIABLE } from '../rewrite/FlatNode.ts';
import { type FlatGraph, type FlatPort, flattenProgram } from '../rewrite/flattenProgram.ts';
import type { Group } from './Group.ts';
import { graphNotes } from './graphNotes.ts';
import { groupNodes } from './groupNodes.ts';
import { relayered } from './relayered.ts';
import { subgraphOf } from './subgraphOf.ts';
import { unitsOf } from './unitsOf.ts';
import { variableOwners } from './variableOwners.ts';

/** What the layers of a TensorFlow graph are called whose class no file tells. */
export const UNKNOWN_CLASS = 'TensorFlow operations';

/**
 * What is run of a TensorFlow program as a graph of layers, each with the operations that it computes. `artifact` tells
 * whose the variables are. Rejects with `ReadError` when the program is damaged or too large.
 */
export async function readTfModel(
  program: TfProgram,
  entry: Entry,
  artifact: Pick<ModelArtifact, 'layers' | 'variables'>,
): Promise<TfModel> {
  const flat = await flattenProgram(program, entry);
  const owners = variableOwners(flat.nodes, artifact.variables);
  const computing = [...flat.nodes.values()].filter((node) => computes(node, flat));
  const units = unitsOf(computing, owners);
  const groups = groupNodes(computing, units);
  const calls = nodeIds(groups, flat);
  const readers = groups.map(({ nodes }, i) => ({ layer: (calls[i] as Call).layer, nodes }));
  const variables = relayered(artifact.variables, readers, flat.nodes);
  const owned = variableOwners(flat.nodes, variables);
  const tensors = tensorRefs(groups, calls, flat);
  const subgraphs = new Map<NodeId, TfSubgraph>();
  const nodes: GraphNode[] = flat.inputs.map(({ info }) => inputNode(info.key));
  groups.forEach((group, i) => {
    const call = calls[i] as Call;
    const { subgraph, reads } = subgraphOf(group, flat.nodes, owned, tensors.outputs[i] ?? []);
    subgraphs.set(call.id, subgraph);
    const args = reads.map((tensor) => ({
      kind: 'tensor' as const,
      ref: refOf(tensors.refs, tensor),
    }));
    nodes.push({ id: call.id, layer: call.layer, call: call.number, args, kwargs: {} });
  });
  const graph = {
    nodes,
    inputs: flat.inputs.map(({ info }) => portOf(info, { node: info.key, output: 0 })),
    outputs: flat.outputs.map((port) => portOf(port.info, refOf(tensors.refs, port.tensor))),
    keyed: keyedPorts(entry),
    models: [],
  };
  return {
    layers: layersOf(graph.nodes, { layers: artifact.layers, variables }, subgraphs, flat),
    variables,
    graph,
    calls: subgraphs,
    notes: graphNotes(flat),
  };
}

/** Constants and variables go along with whoever reads them, unless the model hands them out. */
function computes({ op, name }: FlatNode, { inputs, outputs }: FlatGraph): boolean {
  if (inputs.some(({ tensor }) => nodeOf(tensor) === name)) return false;
  return (op !== 'Const' && op !== VARIABLE) || outputs.some(({ tensor }) => nodeOf(tensor) === name);
}

interface Call {
  readonly id: NodeId;
  readonly layer: LayerId;
  readonly number: number;
}

/** Calls are counted by layer, in the order in which they run. */
function nodeIds(groups: readonly Group[], { inputs }: FlatGraph): Call[] {
  const seen = new Map<LayerId, number>();
  const taken = new Set(inputs.map(({ info }) => info.key));
  return groups.map(({ unit }) => {
    const layer = taken.has(unit.layer) ? `${unit.layer} (operations)` : unit.layer;
    const number = seen.get(layer) ?? 0;
    seen.set(layer, number + 1);
    return { id: number === 0 ? layer : `${layer}#${number}`, layer, number };
  });
}

/** A signature is a map of keys; a function says in which order it takes them. */
function keyedPorts(entry: Entry): NonNullable<Graph['keyed']> {
  return entry.kind === 'signature' && !entry.ordered ? ['inputs', 'outputs'] : ['outputs'];
}

const inputNode = (id: NodeId): GraphNode => ({ id, layer: id, call: 0, args: [], kwargs: {} });

function portOf({ key, shape, dtype }: FlatPort['info'], ref: TensorRef): Port {
  return { name: key, ref, shape: shape ?? [], dtype };
}

function refOf(refs: ReadonlyMap<string, TensorRef>, tensor: string): TensorRef {
  const ref = refs.get(tensor);
  if (ref) return ref;
  throw new ReadError('corrupt', `The graph reads ${tensor}, which nothing hands out.`, nodeOf(tensor));
}

/** Which output of which call every tensor is that leaves its group. */
function tensorRefs(groups: readonly Group[], calls: readonly Call[], flat: FlatGraph) {
  const refs = new Map<string, TensorRef>();
  for (const { info, tensor } of flat.inputs) refs.set(tensor, { node: info.key, output: 0 });
  const groupOf = new Map(groups.flatMap(({ nodes }, i) => nodes.map((node) => [node.name, i] as const)));
  const outputs: string[][] = groups.map(() => []);
  const leaves = (tensor: string, reader: number | null): void => {
    const maker = groupOf.get(nodeOf(tensor));
    if (maker === undefined || maker === reader || refs.has(tensor)) return;
    const own = outputs[maker] as string[];
    refs.set(tensor, { node: (calls[maker] as Call).id, output: own.length });
    own.push(tensor);
  };
  for (const { tensor } of flat.outputs) leaves(tensor, null);
  groups.forEach(({ nodes }, i) => {
    for (const node of nodes) for (const input of node.inputs) leaves(input, i);
  });
  return { refs, outputs };
}

/** Layers in the order in which they run, with the variables that the file gives them; then those that nothing calls. */
function layersOf(
  nodes: readonly GraphNode[],
  artifact: Pick<ModelArtifact, 'layers' | 'variables'>,
  subgraphs: ReadonlyMap<NodeId, TfSubgraph>,
  flat: FlatGraph,
): Layer[] {
  const known = new Map(artifact.layers.map((layer) => [layer.id, layer]));
  const inputs = new Map(flat.inputs.map(({ info }) => [info.key, info.dtype]));
  const ofLayer = groupBy(
    artifact.variables.filter(({ purpose }) => purpose === 'weight'),
    ({ layer }) => layer,
  );
  const ids = [...new Set(nodes.map(({ layer }) => layer))];
  const isCalled = new Set(ids);
  const firstCalls = new Map(nodes.toReversed().map(({ layer, id }) => [layer, id]));
  const called = ids.map((id): Layer => {
    const found = known.get(id);
    const base = {
      id,
      name: id.slice(id.lastIndexOf('/') + 1),
      module: null,
      config: {},
      build: null,
      parent: null,
      variables: (ofLayer.get(id) ?? []).map((it) => it.id),
    };
    const dtype = inputs.get(id);
    if (dtype !== undefined) return { ...base, kind: 'layer', className: 'InputLayer', config: { dtype } };
    const className = found?.className ?? classOf(subgraphs.get(firstCalls.get(id) ?? ''));
    return { ...base, ...found, variables: base.variables, parent: null, kind: 'tensorflow', className };
  });
  const rest = artifact.layers.flatMap((layer): Layer[] => {
    const variables = (ofLayer.get(layer.id) ?? []).map((it) => it.id);
    return isCalled.has(layer.id) || variables.length === 0
      ? []
      : [{ ...layer, variables, kind: 'tensorflow' }];
  });
  return [...called, ...rest];
}

function classOf(firstCall: TfSubgraph | undefined): string {
  const own = firstCall?.nodes ?? [];
  const known = own.map(({ op }) => (op === 'TwinspectLookup' ? 'LookupTableFindV2' : op));
  const ops = [...new Set(known.filter((op) => ![INPUT, 'Const', STOP].includes(op)))];
  if (ops.length === 0 || ops.length > 3) return UNKNOWN_CLASS;
  return ops.join(' + ');
}
