import { readModel } from '../../keras/index.ts';
import type { Graph, Layer, TensorRef } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import { resolve } from '../resolve.ts';
import { type Resolved, type Value, valuesIn } from '../Value.ts';
import type { CallLayer, CallSite, InnerLayer } from './Kernel.ts';

/** Runs a model that stands inside a layer's config; its weights lie at `<layer path>/<role>`. */
export function callModel(
  layer: InnerLayer,
  site: CallSite,
  args: readonly Resolved[],
  callLayer: CallLayer,
): readonly Value[] {
  const envelope = layer.envelope ?? { class_name: layer.className, config: layer.config };
  const model = readModel(envelope, site.version);
  if ('missing' in model.graph) throw new RunStop(model.graph.missing);
  const { graph } = model;
  const inputs = args.flatMap(valuesIn);
  if (inputs.length !== graph.inputs.length)
    throw new RunStop(`The model inside takes ${graph.inputs.length} inputs and is given ${inputs.length}.`);
  const layers = new Map(model.layers.map((inner) => [inner.id, inner]));
  const values = new Map<string, readonly Value[]>();
  graph.inputs.forEach((port, i) => {
    values.set(port.ref.node, [inputs[i] as Value]);
  });
  for (const node of graph.nodes) {
    if (!values.has(node.id)) values.set(node.id, runNode(graph, node.id, layers, values, site, callLayer));
  }
  return graph.outputs.map((port) => take(values, port.ref));
}

function runNode(
  graph: Graph,
  id: string,
  layers: ReadonlyMap<string, Layer>,
  values: ReadonlyMap<string, readonly Value[]>,
  site: CallSite,
  callLayer: CallLayer,
): readonly Value[] {
  const node = graph.nodes.find((candidate) => candidate.id === id);
  const layer = node && layers.get(node.layer);
  if (!layer) throw new RunStop(`The model inside names a layer ${id} that it does not have.`);
  if (layer.kind === 'custom') throw new RunStop(`It holds the custom class ${layer.className}.`);
  const find = (ref: TensorRef) => take(values, ref);
  return callLayer(
    layer,
    { ...site, weights: site.weights.below(layer.id) },
    node.args.map((argument) => resolve(argument, find)),
    Object.fromEntries(Object.entries(node.kwargs).map(([key, value]) => [key, resolve(value, find)])),
  );
}

function take(values: ReadonlyMap<string, readonly Value[]>, ref: TensorRef): Value {
  const value = values.get(ref.node)?.[ref.output];
  if (value === undefined) throw new RunStop(`Output ${ref.output} of ${ref.node} is not there.`);
  return value;
}
