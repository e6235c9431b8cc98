import type { FileSet, ReadNote } from '../../model/index.ts';
import type { ConvertedGraph, ConvertedNode } from '../converted/ConvertedGraph.ts';
import { UniqueNames } from '../converted/UniqueNames.ts';
import type { RangedTensor } from '../rangedStore.ts';
import { constantOf } from './constantOf.ts';
import type { OnnxGraph, OnnxNode } from './readGraph.ts';
import type { OnnxTensor } from './readTensor.ts';

/** Names as one graph knows them, and what they are called in the whole model; graphs inside know those around them. */
interface Scope {
  readonly names: Map<string, string>;
  readonly outer: Scope | null;
}

interface Flat {
  readonly files: FileSet;
  readonly at: string;
  readonly nodes: ConvertedNode[];
  readonly constants: Map<string, RangedTensor>;
  readonly notes: ReadNote[];
  readonly tensorNames: UniqueNames;
  readonly nodeNames: UniqueNames;
}

/** A graph with the graphs inside it as one list of operations; constants that are nodes of their own become tensors. */
export function flattenGraph(graph: OnnxGraph, files: FileSet, at: string): ConvertedGraph {
  const flat: Flat = {
    ...{ files, at, nodes: [], constants: new Map(), notes: [] },
    ...{ tensorNames: new UniqueNames(), nodeNames: new UniqueNames() },
  };
  const scope = addGraph(graph, '', null, flat);
  return { ...flat, outputs: new Set(graph.outputs.map((name) => known(name, scope))) };
}

function addGraph(graph: OnnxGraph, above: string, outer: Scope | null, flat: Flat): Scope {
  const scope: Scope = { names: new Map(), outer };
  const named = (name: string): string => {
    const label = flat.tensorNames.of(above + name);
    scope.names.set(name, label);
    return label;
  };
  for (const tensor of graph.initializers) addConstant(tensor, named(tensor.name), flat);
  for (const name of graph.sparse)
    flat.notes.push(unread(named(name), [], 'stored without its zeros (sparse)'));
  for (const name of graph.inputs) if (!scope.names.has(name)) named(name);
  for (const [i, node] of graph.nodes.entries()) addNode(node, i, above, scope, named, flat);
  return scope;
}

function addNode(
  node: OnnxNode,
  i: number,
  above: string,
  scope: Scope,
  named: (name: string) => string,
  flat: Flat,
): void {
  const { op, inputs, outputs, attributes, tensors, graphs } = node;
  const value = op === 'Constant' ? tensors.get('value') : undefined;
  if (value) {
    addConstant(value, named(outputs[0] ?? ''), flat);
    return;
  }
  const name = flat.nodeNames.of(above + (node.name || outputs.find((it) => it !== '') || `${op} ${i}`));
  for (const [key, tensor] of tensors) addConstant(tensor, flat.tensorNames.of(`${name}/${key}`), flat);
  const read = inputs.map((input) => (input === '' ? '' : known(input, scope)));
  const made = outputs.map((output) => (output === '' ? '' : named(output)));
  flat.nodes.push({ name, op, inputs: read, outputs: made, attributes });
  for (const [key, graph] of graphs) addGraph(graph, `${name}/${key}/`, scope, flat);
}

function known(name: string, scope: Scope | null): string {
  for (let it = scope; it !== null; it = it.outer) {
    const label = it.names.get(name);
    if (label !== undefined) return label;
  }
  return name;
}

function addConstant(tensor: OnnxTensor, label: string, { constants, notes, files, at }: Flat): void {
  const constant = constantOf(tensor, label, files, at);
  if ('refused' in constant) notes.push(unread(label, tensor.shape, constant.refused));
  else constants.set(label, constant);
}

const unread = (label: string, shape: readonly number[], why: string): ReadNote => ({
  code: 'unread-tensor',
  message: `Tensor "${label}" [${shape.join(', ')}] is ${why}, so its values are not read.`,
  where: label,
});
