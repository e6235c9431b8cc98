import type { ByteSource, FileSet, OpenModel, ReadNote } from '../../model/index.ts';
import { assembleConverted } from '../converted/assembleConverted.ts';
import type { ConvertedGraph, ConvertedNode } from '../converted/ConvertedGraph.ts';
import { UniqueNames } from '../converted/UniqueNames.ts';
import { type RangedTensor, rangedStore } from '../rangedStore.ts';
import { constantOf } from './constantOf.ts';
import { TFLITE_ROLES } from './operationRoles.ts';
import { readModel, type TfliteModel, type TfliteSubgraph } from './readModel.ts';

const MISSING =
  'TensorFlow Lite models are not run here: their operators and weights are compared, their predictions are not.';

/** Opens a TensorFlow Lite model: an operator is a layer, its constants are the layer's variables. Nothing in it is run. */
export function openTflite(source: ByteSource, files: FileSet, at: string): OpenModel {
  const model = readModel(source);
  const graph = graphOf(model, source, at);
  const tensors = [...graph.constants.values()];
  return assembleConverted(
    {
      name: source.name,
      byteLength: source.size,
      format: 'tflite',
      className: 'TensorFlow Lite graph',
      writer: model.description || null,
      missing: MISSING,
      store: (bound) => rangedStore(files, [at], tensors, bound),
    },
    graph,
    TFLITE_ROLES,
  );
}

function graphOf(model: TfliteModel, source: ByteSource, path: string): ConvertedGraph {
  const names = new UniqueNames();
  const layers = new UniqueNames();
  const constants = new Map<string, RangedTensor>();
  const notes: ReadNote[] = [];
  const outputs = new Set<string>();
  const nodes: ConvertedNode[] = [];
  model.subgraphs.forEach((subgraph, i) => {
    const above = i === 0 ? '' : `${subgraph.name || `subgraph ${i}`}/`;
    const labels = subgraph.tensors.map(({ name }, t) => names.of(above + (name || `tensor ${t}`)));
    const made = new Set([...subgraph.inputs, ...subgraph.operators.flatMap((it) => it.outputs)]);
    subgraph.tensors.forEach((tensor, t) => {
      const label = labels[t] as string;
      const constant = made.has(t) ? null : constantOf(tensor, label, model, source, path);
      if (constant === null) return;
      if ('refused' in constant) notes.push(unread(label, tensor.shape, constant.refused));
      else constants.set(label, constant);
    });
    for (const it of subgraph.outputs) outputs.add(labels[it] ?? '');
    nodes.push(...nodesOf(subgraph, labels, layers));
  });
  return { nodes, constants, outputs, notes: [...notes, ...quantisedNotes([...constants.values()])] };
}

function nodesOf(
  { operators }: TfliteSubgraph,
  labels: readonly string[],
  layers: UniqueNames,
): ConvertedNode[] {
  const nameOf = (t: number): string => labels[t] ?? '';
  return operators.map(({ op, version, inputs, outputs, options }, i) => ({
    name: layers.of(outputs.map(nameOf).find((it) => it !== '') ?? `${op} ${i}`),
    op,
    inputs: inputs.map(nameOf),
    outputs: outputs.map(nameOf),
    attributes: { version, ...options },
  }));
}

const unread = (label: string, shape: readonly number[], why: string): ReadNote => ({
  code: 'unread-tensor',
  message: `Tensor "${label}" [${shape.join(', ')}] is ${why}, so its values are not read.`,
  where: label,
});

/** Values that were rounded when the file was made: whoever compares them must know. */
function quantisedNotes(constants: readonly RangedTensor[]): ReadNote[] {
  const counts = new Map<string, number>();
  for (const { dataset } of constants)
    if (dataset.rounded) counts.set(dataset.rounded.to, (counts.get(dataset.rounded.to) ?? 0) + 1);
  return [...counts].map(([dtype, count]) => ({
    code: 'quantised',
    message: `${count} of ${constants.length} constant tensors are stored as ${dtype} and compared as the real values that they stand for, scale · (q − zero point): they are rounded.`,
    where: null,
  }));
}
