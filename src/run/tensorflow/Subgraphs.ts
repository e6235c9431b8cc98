import * as tf from '@tensorflow/tfjs-core';
import type { NodeId, TfNode, TfSubgraph } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import type { Backend } from '../RunComparison.ts';
import { RunStop } from '../RunStop.ts';
import { share } from '../share.ts';
import type { Converter } from './loadConverter.ts';
import { loadConverter } from './loadConverter.ts';
import { plainName, topologyOf } from './topology.ts';

type GraphModel = ReturnType<Converter['loadGraphModelSync']>;

/** Operations that TensorFlow.js runs only by and by (`graph_executor.ts`: control flow, and shapes that values decide). */
const WAITS =
  /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|EmptyTensorList|TensorList\w+|TensorArray\w+|NonMaxSuppressionV\d|Where|ListDiff)$/;

/** What TensorFlow.js says when a backend lacks an operation. */
const LACKS_KERNEL = /Kernel '(\w+)' not registered/;

/** Subgraphs on TensorFlow.js' own executor, each loaded when it is first called, with its constants on the device. */
export class Subgraphs {
  readonly #calls: ReadonlyMap<NodeId, TfSubgraph>;
  readonly #loaded = new Map<NodeId, GraphModel>();

  constructor(calls: ReadonlyMap<NodeId, TfSubgraph>) {
    this.#calls = calls;
  }

  /** What a call computes; `null` when it is none of TensorFlow's. */
  of(node: NodeId): TfSubgraph | null {
    return this.#calls.get(node) ?? null;
  }

  /**
   * Runs a call. `inputs` and `weights` stay the caller's; what comes back is the caller's too. Throws `RunStop` for
   * operations that neither TensorFlow.js nor we have.
   */
  async run(
    node: NodeId,
    inputs: readonly tf.Tensor[],
    weights: ReadonlyMap<string, tf.Tensor>,
  ): Promise<tf.Tensor[]> {
    const subgraph = this.of(node);
    if (subgraph === null) throw new RunStop('The file does not say what it computes.');
    if (subgraph.stop !== null) throw new RunStop(subgraph.stop);
    if (inputs.length !== subgraph.inputs.length)
      throw new RunStop(`It takes ${subgraph.inputs.length} tensors and is given ${inputs.length}.`);
    const converter = await loadConverter();
    const unknown = subgraph.nodes.find(({ op }) => !converter.knows(op));
    if (unknown)
      throw new RunStop(
        `The operation ${unknown.op} (${unknown.name}) is not one that can be computed here.`,
      );
    const fed: Record<string, tf.Tensor> = Object.fromEntries(weights);
    subgraph.inputs.forEach((name, i) => {
      fed[name] = inputs[i] as tf.Tensor;
    });
    return onSomeBackend(holdsText(subgraph, inputs), () =>
      this.#execute(node, subgraph, converter.library, fed),
    );
  }

  async #execute(
    node: NodeId,
    subgraph: TfSubgraph,
    library: Converter,
    fed: Record<string, tf.Tensor>,
  ): Promise<tf.Tensor[]> {
    const model = this.#loaded.get(node) ?? library.loadGraphModelSync(topologyOf(subgraph));
    this.#loaded.set(node, model);
    const names = subgraph.outputs.map(plainName);
    const waits = subgraph.nodes.some(({ op }) => WAITS.test(op));
    const given = new Set<tf.Tensor>([...Object.values(fed), ...Object.values(model.weights).flat()]);
    const answer = waits ? await model.executeAsync(fed, names) : tf.tidy(() => model.execute(fed, names));
    const tensors = Array.isArray(answer) ? answer : [answer];
    // What is handed out as it came in, or twice, or is a constant of the model, gets a tensor of its own.
    return tensors.map((tensor) => {
      if (tensor === undefined || tensor === null) throw new RunStop('It did not put out what it should.');
      if (!given.has(tensor)) {
        given.add(tensor);
        return tensor;
      }
      return share(tensor);
    });
  }

  /** Frees a call's constants; it is loaded again when it runs again. */
  forget(node: NodeId): void {
    this.#loaded.get(node)?.dispose();
    this.#loaded.delete(node);
  }

  /** Frees everything. */
  dispose(): void {
    for (const node of [...this.#loaded.keys()]) this.forget(node);
  }
}

/** Text lives on the host, and kernels of wasm that are given it answer nonsense instead of refusing. */
function holdsText({ nodes }: TfSubgraph, inputs: readonly tf.Tensor[]): boolean {
  const isText = (node: TfNode): boolean =>
    [...node.attrs.values()].some(
      (attr) =>
        (attr.kind === 'type' && attr.value === 'string') ||
        (attr.kind === 'tensor' && attr.value.dtype === 'string'),
    );
  return inputs.some(({ dtype }) => dtype === 'string') || nodes.some(isText);
}

/** Computes on cpu what holds text, and what the current backend has no kernel for, with everything of its call. */
async function onSomeBackend(onCpu: boolean, execute: () => Promise<tf.Tensor[]>): Promise<tf.Tensor[]> {
  const backend = tf.getBackend() as Backend;
  if (backend === 'cpu') return execute();
  if (!onCpu) {
    try {
      return await execute();
    } catch (error) {
      if (!LACKS_KERNEL.test(String((error as Error).message))) throw error;
    }
  }
  await switchBackend('cpu');
  try {
    return await execute();
  } finally {
    await switchBackend(backend);
  }
}
