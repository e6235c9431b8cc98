import {
  type FormatId,
  groupBy,
  isFloat,
  type Layer,
  type ModelArtifact,
  type OpenModel,
  type TensorStore,
} from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import type { StoredTensor } from '../keras/StoredTensor.ts';
import type { ConvertedGraph, OperationRoles } from './ConvertedGraph.ts';
import { type JoinedNode, joinNodes, type Reading } from './joinNodes.ts';

/** What a reader of converted models knows of the file besides the graph. */
export interface ConvertedParts {
  readonly name: string;
  readonly byteLength: number;
  readonly format: Extract<FormatId, 'onnx' | 'tflite'>;
  readonly className: string;
  /** The program that wrote it, where the file says so. */
  readonly writer: string | null;
  /** Why there are no predictions. */
  readonly missing: string;
  readonly store: (tensors: Binding['tensors']) => TensorStore;
}

/** Puts a converted model together: a layer for each operation, its constants bound by what the operation does with them. */
export function assembleConverted(
  parts: ConvertedParts,
  graph: ConvertedGraph,
  table: OperationRoles,
): OpenModel {
  const joined = joinNodes(graph, table);
  const binding = bindConstants(joined, graph);
  const byLayer = groupBy(binding.variables, ({ layer }) => layer);
  const artifact: ModelArtifact = {
    name: parts.name,
    format: parts.format,
    holds: 'model',
    byteLength: parts.byteLength,
    producer: { kerasVersion: null, backend: parts.writer, savedAt: null },
    className: parts.className,
    config: null,
    layers: joined.map((it) =>
      layerOf(
        it,
        (byLayer.get(it.name) ?? []).map(({ id }) => id),
      ),
    ),
    graph: { missing: parts.missing },
    variables: binding.variables,
    compile: null,
    notes: [...graph.notes, ...binding.notes],
  };
  return { artifact, tensors: parts.store(binding.tensors), assets: null, borrow: null };
}

function layerOf({ name, op, nodes }: JoinedNode, variables: readonly string[]): Layer {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    id: name,
    name: name.slice(name.lastIndexOf('/') + 1),
    kind: 'converted',
    className: op,
    module: null,
    config: first?.attributes ?? {},
    build: { inputs: [...(first?.inputs ?? [])], outputs: [...(last?.outputs ?? [])] },
    parent: null,
    variables,
  };
}

/** A constant belongs to the first operation that reads it. Whole numbers without a role tell operations what to do. */
function bindConstants(joined: readonly JoinedNode[], { constants }: ConvertedGraph): Binding {
  const binder = new Binder();
  const owned = new Map<string, string>();
  const other = (id: string, role: string, tensor: StoredTensor): void =>
    binder.add(tensor, { id, layer: null, role, purpose: 'other', named: 'file' });
  for (const [layer, { constant, role, known }] of readingsOf(joined)) {
    const tensor = constants.get(constant);
    const owner = owned.get(constant);
    if (owner !== undefined && owner !== layer && known)
      binder.note('shared-constant', `${layer} reads the ${role} of ${owner}.`, constant);
    if (!tensor || owner !== undefined) continue;
    owned.set(constant, layer);
    if (!known && !isFloat(tensor.dataset.dtype)) other(constant, role, tensor);
    else binder.add(tensor, { id: `${layer}/${role}`, layer, role, purpose: 'weight', named: 'file' });
  }
  for (const [name, tensor] of constants) if (!owned.has(name)) other(name, name, tensor);
  return binder.done();
}

function readingsOf(joined: readonly JoinedNode[]): (readonly [string, Reading])[] {
  return joined.flatMap(({ name, readings }) => readings.map((it) => [name, it] as const));
}
