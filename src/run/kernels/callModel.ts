import { readModel } from '../../keras/index.ts';
import type { Graph, GraphNode, Layer, TensorRef } from '../../model/index.ts';
import { MaskUse } from '../MaskUse.ts';
import { RunStop } from '../RunStop.ts';
import { resolve } from '../resolve.ts';
import { constantOf, type Resolved, type Value, valuesIn } from '../Value.ts';
import type { CallLayer, CallSite, InnerLayer } from './Kernel.ts';

/** What every node of one run needs. */
interface Run {
  readonly graph: Graph;
  readonly layers: ReadonlyMap<string, Layer>;
  readonly values: Map<string, readonly Value[]>;
  readonly masks: MaskUse;
  readonly site: CallSite;
  /** What layers hear whose own call says nothing; in Keras 3 the mode of the run decides. */
  readonly training: Resolved | null;
  readonly callLayer: CallLayer;
}

/** Runs a model that stands inside a layer's config; its weights lie at `<layer path>/<role>`. */
export function callModel(
  layer: InnerLayer,
  site: CallSite,
  args: readonly Resolved[],
  kwargs: Readonly<Record<string, Resolved>>,
  callLayer: CallLayer,
): readonly Value[] {
  const envelope = layer.envelope ?? { class_name: layer.className, config: layer.config };
  const model = readModel(envelope, site.version);
  if ('missing' in model.graph) throw new RunStop(model.graph.missing);
  const { graph } = model;
  const layers = new Map(model.layers.map((inner) => [inner.id, inner]));
  const masks = new MaskUse(
    graph,
    (node) => layers.get(node.layer),
    site.version,
    () => site.mode?.mode === 'training',
  );
  const values = new Map<string, readonly Value[]>();
  const inputs = inputsOf(graph, args, kwargs);
  graph.inputs.forEach((port, i) => {
    values.set(port.ref.node, [inputs[i] as Value]);
  });
  const training = kwargs.training === undefined ? null : kwargs.training;
  const run: Run = { graph, layers, values, masks, site, training, callLayer };
  for (const node of graph.nodes) if (!values.has(node.id)) values.set(node.id, runNode(node, run));
  return graph.outputs.map((port) => take(values, port.ref));
}

function inputsOf(
  graph: Graph,
  args: readonly Resolved[],
  kwargs: Readonly<Record<string, Resolved>>,
): Value[] {
  const other = Object.keys(kwargs).find((key) => !['training', 'inputs'].includes(key));
  if (other !== undefined)
    throw new RunStop(`The model inside is called with ${other}, which is not supported.`);
  const inputs = [...args, ...(kwargs.inputs ? [kwargs.inputs] : [])].flatMap(valuesIn);
  if (inputs.length !== graph.inputs.length)
    throw new RunStop(`The model inside takes ${graph.inputs.length} inputs and is given ${inputs.length}.`);
  return inputs;
}

function runNode(node: GraphNode, run: Run): readonly Value[] {
  const layer = run.layers.get(node.layer);
  if (!layer) throw new RunStop(`The model inside names a layer ${node.id} that it does not have.`);
  if (layer.kind === 'custom') throw new RunStop(`It holds the custom class ${layer.className}.`);
  const get = (ref: TensorRef) => take(run.values, ref);
  const find = (ref: TensorRef) => run.masks.seen(node, ref, get(ref), get);
  const own = Object.entries(node.kwargs).map(([key, value]) => [key, resolve(value, find)] as const);
  return run.callLayer(
    layer,
    { ...run.site, weights: run.site.weights.below(layer.id) },
    node.args.map((argument) => resolve(argument, find)),
    withTraining(Object.fromEntries(own), layer, run),
  );
}

function withTraining(
  kwargs: Record<string, Resolved>,
  layer: Layer,
  { training, site }: Run,
): Record<string, Resolved> {
  const silent = kwargs.training === undefined || constantOf(kwargs.training) === null;
  const heard = training !== null && site.version?.generation !== 3;
  return silent && heard && layer.kind === 'layer' ? { ...kwargs, training } : kwargs;
}

function take(values: ReadonlyMap<string, readonly Value[]>, ref: TensorRef): Value {
  const value = values.get(ref.node)?.[ref.output];
  if (value === undefined) throw new RunStop(`Output ${ref.output} of ${ref.node} is not there.`);
  return value;
}
