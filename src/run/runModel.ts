import type { Graph, NodeId, Tensor, TensorRef } from '../model/index.ts';
import { chooseBackend } from './backends.ts';
import { feed } from './feed.ts';
import { asTensor, download, type HostValue } from './hostTensor.ts';
import { ModelRun, type Stop } from './ModelRun.ts';
import { Pace } from './Pace.ts';
import type { Backend } from './RunComparison.ts';
import type { RunnableModel } from './RunnableModel.ts';
import type { Samples } from './samples/Samples.ts';

/** How to run one model. */
export interface RunModelOptions {
  readonly backend: Backend | 'auto';
  /** `layers`: also every output of every layer of the top-level model. */
  readonly keep: 'outputs' | 'layers';
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What one model answers. */
export interface ModelAnswers {
  readonly backend: Backend;
  /** `output:0` …, then `layer:NAME`, `layer:NAME:1` (further tensors), `layer:NAME#1` (further calls). What stopped is missing. */
  readonly arrays: readonly { readonly name: string; readonly tensor: Tensor }[];
  /** The first layer that could not run, `null` when all did. */
  readonly stoppedAt: Stop | null;
}

interface Wanted {
  readonly name: string;
  readonly ref: TensorRef;
}

/** Runs one model on samples. Layers that cannot run are named, never guessed; what does not need them still runs. */
export async function runModel(
  model: RunnableModel,
  samples: Samples,
  options: RunModelOptions,
): Promise<ModelAnswers> {
  const backend = await chooseBackend(options.backend);
  const { graph } = model;
  const outputs = graph.outputs.map((port, i): Wanted => ({ name: `output:${i}`, ref: port.ref }));
  const holds = [
    ...outputs.map(({ ref }) => ref.node),
    ...(options.keep === 'layers' ? heldNodes(model) : []),
  ];
  const run = new ModelRun(model, feed(graph.inputs, samples), holds);
  const pace = new Pace(options.signal);
  try {
    for (const [i, node] of graph.nodes.entries()) {
      options.onProgress?.(i, graph.nodes.length);
      await run.step(node);
      run.forget(node);
      await pace.breathe();
    }
    const wanted = options.keep === 'layers' ? [...outputs, ...layerOutputs(model, run)] : outputs;
    const arrays: { name: string; tensor: Tensor }[] = [];
    for (const { name, ref } of wanted) {
      const value = run.outputs(ref.node)?.[ref.output];
      if (value) arrays.push({ name, tensor: asTensor(await download(value.tensor)) });
    }
    return { backend, arrays, stoppedAt: run.firstStop() };
  } finally {
    run.dispose();
  }
}

/** What one node puts out first, `null` when it does not run. */
export async function nodeOutput(
  model: RunnableModel,
  samples: Samples,
  node: NodeId,
  backend: Backend | 'auto',
): Promise<HostValue | null> {
  await chooseBackend(backend);
  const run = new ModelRun(model, feed(model.graph.inputs, samples), [node]);
  try {
    for (const step of model.graph.nodes) {
      await run.step(step);
      run.forget(step);
      if (step.id === node) break;
    }
    const value = run.outputs(node)?.[0];
    return value ? await download(value.tensor) : null;
  } finally {
    run.dispose();
  }
}

/** Calls of the top-level model's layers, and what its nested models hand back. */
function heldNodes(model: RunnableModel): NodeId[] {
  const top = topLayers(model);
  const own = model.graph.nodes.filter((node) => top.has(node.layer)).map((node) => node.id);
  const nested = callsOf(model.graph).flatMap((call) =>
    top.has(call.layer) ? call.outputs.map(({ node }) => node) : [],
  );
  return [...own, ...nested];
}

const callsOf = (graph: Graph): Graph['models'] => graph.models ?? [];

function topLayers(model: RunnableModel): Set<string> {
  const inputs = new Set(
    model.layers.filter((layer) => layer.className === 'InputLayer').map((layer) => layer.id),
  );
  return new Set(
    model.layers.filter((layer) => layer.parent === null && !inputs.has(layer.id)).map((layer) => layer.id),
  );
}

function layerOutputs(model: RunnableModel, run: ModelRun): Wanted[] {
  const top = topLayers(model);
  const named = (layer: string, call: number, at: number) =>
    `layer:${layer}${call > 0 ? `#${call}` : ''}${at > 0 ? `:${at}` : ''}`;
  const own = model.graph.nodes.flatMap((node) =>
    top.has(node.layer)
      ? (run.outputs(node.id) ?? []).map((_, at) => ({
          name: named(node.layer, node.call, at),
          ref: { node: node.id, output: at },
        }))
      : [],
  );
  const nested = callsOf(model.graph).flatMap((call) =>
    top.has(call.layer)
      ? call.outputs.map((ref, at) => ({ name: named(call.layer, call.call, at), ref }))
      : [],
  );
  return [...own, ...nested];
}
