import type * as tf from '@tensorflow/tfjs-core';
import type { LayerId, NodeId, TensorRef } from '../../model/index.ts';
import { cloneValue, disposeValue } from '../copyOfValue.ts';
import { DeviceWeights } from '../DeviceWeights.ts';
import { feed } from '../feed.ts';
import { download, type HostValue, upload } from '../hostTensor.ts';
import { ModelRun } from '../ModelRun.ts';
import { Pace } from '../Pace.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { RunStop } from '../RunStop.ts';
import { refsOf } from '../refs.ts';
import type { Samples } from '../samples/Samples.ts';
import { share } from '../share.ts';
import type { Value } from '../Value.ts';
import { HeldValues } from './HeldValues.ts';
import { affectedNodes, type Overrides, overridden } from './Overrides.ts';
import { VariedWeights } from './VariedWeights.ts';

/** Bytes of outputs that a held run keeps on the device, unless the caller says otherwise. */
const BUDGET = 512 * 2 ** 20;

/** Bytes of weights that it keeps there, of both models together twice as many; the rest is read again when it is asked for. */
const WEIGHTS = 64 * 2 ** 20;

/** How to hold a run. */
export interface HoldOptions {
  readonly budgetBytes?: number;
  readonly weightBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One model on one set of samples, ready to be run again with something changed. What a change does not touch is computed
 * when it is first needed and kept on the current backend, so that a rerun computes what depends on the change and no more.
 */
export class HeldRun {
  readonly #model: RunnableModel;
  readonly #weights: DeviceWeights;
  readonly #weightBytes: number;
  /** Layers as they are called: what comes last is computed again whatever was changed, and is kept longest. */
  readonly #order: readonly LayerId[];
  readonly #held: HeldValues;
  readonly #masks: readonly NodeId[];
  readonly #pace: Pace;

  private constructor(model: RunnableModel, samples: Samples, options: HoldOptions) {
    const { budgetBytes = BUDGET, weightBytes = WEIGHTS, signal } = options;
    this.#weightBytes = weightBytes;
    this.#model = model;
    this.#order = [...new Set(model.graph.nodes.map(({ layer }) => layer))];
    this.#weights = new DeviceWeights(model);
    this.#held = new HeldValues(feed(model.graph.inputs, samples), budgetBytes);
    this.#masks = new ModelRun(model, new Map(), [], new VariedWeights(this.#weights)).maskNodes();
    this.#pace = new Pace(signal);
  }

  /** Feeds the samples; nothing is computed yet. */
  static async start(model: RunnableModel, samples: Samples, options: HoldOptions = {}): Promise<HeldRun> {
    return new HeldRun(model, samples, options);
  }

  /**
   * The wanted tensors, by default the model's outputs, with something changed; `null` for what cannot be computed. Throws
   * `RunStop` when an override does not fit the graph.
   */
  async rerun(
    overrides: Overrides = {},
    wanted: readonly TensorRef[] = this.#model.graph.outputs.map(({ ref }) => ref),
  ): Promise<(HostValue | null)[]> {
    const affected = affectedNodes(this.#model, overrides);
    const nodes = wanted.map(({ node }) => node);
    const masks = this.#masks;
    await this.#hold(this.#frontier([...nodes, ...masks], affected, overrides), affected);
    const { computed, given } = this.#plan([...nodes, ...masks], affected, overrides);
    const weights = new VariedWeights(this.#weights, overrides.weights);
    const run = new ModelRun(
      overridden(this.#model, overrides),
      this.#values(given, overrides),
      nodes,
      weights,
    );
    try {
      await this.#stepAll(run, computed);
      const read = wanted.map(async ({ node, output }) => {
        const value = run.outputs(node)?.[output];
        return value ? download(value.tensor) : null;
      });
      return await Promise.all(read);
    } finally {
      run.dispose();
      this.#held.shrink();
    }
  }

  /** Frees everything. */
  dispose(): void {
    this.#held.dispose();
    this.#weights.dispose();
  }

  async #stepAll(run: ModelRun, nodes: ReadonlySet<NodeId>): Promise<void> {
    for (const node of this.#model.graph.nodes) {
      if (!nodes.has(node.id)) continue;
      await run.step(node);
      run.forget(node);
      this.#weights.shrink(this.#weightBytes, this.#order);
      await this.#pace.breathe();
    }
  }

  /** Computes nodes that no override touches, and keeps them. */
  async #hold(nodes: readonly NodeId[], affected: ReadonlySet<NodeId>): Promise<void> {
    const missing = nodes.filter((id) => this.#held.of(id) === null);
    if (missing.length === 0) return;
    const masks = this.#masks.filter((id) => !affected.has(id));
    const { computed, given } = this.#plan([...missing, ...masks], new Set(), {});
    const weights = new VariedWeights(this.#weights);
    const run = new ModelRun(this.#model, this.#values(given, {}), missing, weights);
    try {
      await this.#stepAll(run, computed);
      for (const id of missing) this.#held.keep(id, run.outputs(id) ?? []);
    } finally {
      run.dispose();
    }
  }

  /** The untouched nodes that touched ones read, or that are wanted themselves. */
  #frontier(
    wanted: readonly NodeId[],
    affected: ReadonlySet<NodeId>,
    overrides: Overrides,
  ): readonly NodeId[] {
    const { computed } = this.#plan(wanted, affected, overrides);
    const read = this.#model.graph.nodes.flatMap((node) =>
      computed.has(node.id) && affected.has(node.id) ? refsOf(node).map((ref) => ref.node) : [],
    );
    return [...new Set([...read, ...wanted])].filter((id) => !affected.has(id));
  }

  /** Which nodes to compute for the wanted ones, and which to take as they are. */
  #plan(wanted: readonly NodeId[], affected: ReadonlySet<NodeId>, overrides: Overrides) {
    const { graph } = this.#model;
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const inputs = new Set(graph.inputs.map(({ ref }) => ref.node));
    const computed = new Set<NodeId>();
    const given = new Set<NodeId>();
    const queue = [...wanted];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (computed.has(id) || given.has(id)) continue;
      const held = !affected.has(id) && this.#held.of(id) !== null;
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
      const held = this.#held.of(id) ?? [];
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
  return { tensor, mask: held?.mask ? share(held.mask) : null };
}
