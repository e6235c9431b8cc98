import * as tf from '@tensorflow/tfjs-core';
import type { NodeId, TensorRef } from '../../model/index.ts';
import { DeviceWeights } from '../DeviceWeights.ts';
import { feed } from '../feed.ts';
import { download, type HostValue, upload } from '../hostTensor.ts';
import { cloneValue, disposeValue, ModelRun } from '../ModelRun.ts';
import { Pace } from '../Pace.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { RunStop } from '../RunStop.ts';
import { refsOf } from '../refs.ts';
import type { Samples } from '../samples/Samples.ts';
import type { Value } from '../Value.ts';
import { affectedNodes, type Overrides, overridden } from './Overrides.ts';
import { VariedWeights } from './VariedWeights.ts';

/** Bytes of outputs that a held run keeps on the device, unless the caller says otherwise. */
const BUDGET = 512 * 2 ** 20;

/** How to hold a run. */
export interface HoldOptions {
  readonly budgetBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One model on one set of samples, its outputs and weights kept on the current backend, so that a rerun with something
 * changed computes only what depends on the change. Outputs beyond the budget are computed again when they are needed.
 */
export class HeldRun {
  readonly #model: RunnableModel;
  readonly #weights: DeviceWeights;
  readonly #base: ModelRun;

  private constructor(model: RunnableModel, samples: Samples) {
    this.#model = model;
    this.#weights = new DeviceWeights((layer) => model.weightsOf(layer));
    const holds = model.graph.nodes.map(({ id }) => id);
    this.#base = new ModelRun(model, feed(model.graph.inputs, samples), holds, this.#weights);
  }

  /** Runs the model once and holds what fits. */
  static async start(
    model: RunnableModel,
    samples: Samples,
    { budgetBytes = BUDGET, signal }: HoldOptions = {},
  ): Promise<HeldRun> {
    const held = new HeldRun(model, samples);
    const pace = new Pace(signal);
    const inputs = new Set(model.graph.inputs.map(({ ref }) => ref.node));
    let bytes = 0;
    try {
      for (const node of model.graph.nodes) {
        await held.#base.step(node);
        const values = held.#base.outputs(node.id) ?? [];
        bytes += values.reduce((sum, { tensor }) => sum + tensor.size * 4, 0);
        if (bytes > budgetBytes && !inputs.has(node.id)) held.#base.release(node.id);
        await pace.breathe();
      }
      return held;
    } catch (error) {
      held.dispose();
      throw error;
    }
  }

  /**
   * The wanted tensors, by default the model's outputs, with something changed; `null` for what cannot be computed. Throws
   * `RunStop` when an override does not fit the graph.
   */
  async rerun(
    overrides: Overrides = {},
    wanted: readonly TensorRef[] = this.#model.graph.outputs.map(({ ref }) => ref),
  ): Promise<(HostValue | null)[]> {
    const { computed, given } = this.#plan(overrides, wanted);
    const weights = new VariedWeights(this.#weights, overrides.weights);
    const model = overridden(this.#model, overrides);
    const nodes = wanted.map(({ node }) => node);
    const run = new ModelRun(model, this.#values(given, overrides), nodes, weights);
    try {
      for (const node of model.graph.nodes) if (computed.has(node.id)) await run.step(node);
      const read = wanted.map(async ({ node, output }) => {
        const value = run.outputs(node)?.[output];
        return value ? download(value.tensor) : null;
      });
      return await Promise.all(read);
    } finally {
      run.dispose();
    }
  }

  /** Frees everything. */
  dispose(): void {
    this.#base.dispose();
  }

  /** Which nodes to compute for the wanted tensors, and which to take as they are. */
  #plan(overrides: Overrides, wanted: readonly TensorRef[]) {
    const { graph } = this.#model;
    const affected = affectedNodes(graph, overrides);
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const inputs = new Set(graph.inputs.map(({ ref }) => ref.node));
    const computed = new Set<NodeId>();
    const given = new Set<NodeId>();
    const queue = [...wanted.map(({ node }) => node), ...this.#base.maskNodes()];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (computed.has(id) || given.has(id)) continue;
      const held = !affected.has(id) && this.#base.outputs(id) !== null;
      if (held || inputs.has(id) || overrides.outputs?.has(id)) given.add(id);
      else {
        computed.add(id);
        for (const ref of refsOf(nodes.get(id) ?? { args: [], kwargs: {} })) queue.push(ref.node);
      }
    }
    return { computed, given };
  }

  /** Values that the rerun takes over: clones share the memory of what is held. */
  #values(given: ReadonlySet<NodeId>, { inputs, outputs }: Overrides): Map<NodeId, readonly Value[]> {
    const values = new Map<NodeId, readonly Value[]>();
    const fresh = inputs ? feed(this.#model.graph.inputs, inputs) : new Map<NodeId, Value>();
    for (const id of given) {
      const stated = outputs?.get(id);
      const held = this.#base.outputs(id) ?? [];
      const fed = fresh.get(id);
      fresh.delete(id);
      if (stated)
        values.set(
          id,
          stated.map((tensor, i) => injected(upload(tensor), held[i], id)),
        );
      else values.set(id, fed ? [fed] : held.map(cloneValue));
    }
    for (const value of fresh.values()) disposeValue(value);
    return values;
  }
}

function injected(tensor: tf.Tensor, held: Value | undefined, node: NodeId): Value {
  if (held && held.tensor.shape.join() !== tensor.shape.join()) {
    tensor.dispose();
    throw new RunStop(`Output of ${node}: [${held.tensor.shape}] was computed, [${tensor.shape}] is given.`);
  }
  return { tensor, mask: held?.mask ? tf.clone(held.mask) : null };
}
