import * as tf from '@tensorflow/tfjs-core';
import { isForeign } from '../keras/index.ts';
import type { GraphNode, Layer, NodeId, TensorRef } from '../model/index.ts';
import { carriesState } from './carriesState.ts';
import { disposeValue } from './copyOfValue.ts';
import { callCustom, suppliedFor } from './custom/CustomLayer.ts';
import { passThrough } from './custom/passThrough.ts';
import { DeviceWeights, type WeightSource } from './DeviceWeights.ts';
import { callLayer } from './kernels/callLayer.ts';
import { applicationOf } from './large/applyLarge.ts';
import { MaskUse } from './MaskUse.ts';
import { type CallMode, modeOf, nodeTrains } from './mode/Mode.ts';
import { Noise } from './mode/Noise.ts';
import { refuseMixedModes } from './mode/refuseMixedModes.ts';
import type { RunnableModel } from './RunnableModel.ts';
import { RunStop } from './RunStop.ts';
import { refsOf } from './refs.ts';
import { resolve } from './resolve.ts';
import { runTidy, tensorsOf } from './runTidy.ts';
import { runSubgraph, Subgraphs } from './tensorflow/index.ts';
import type { ResolvedCall, Value } from './Value.ts';
import { Weights } from './Weights.ts';
import { computeExactly } from './wholes/computeExactly.ts';

/** Why a node gave nothing. */
export interface Stop {
  readonly layer: string;
  readonly className: string;
  readonly because: string;
  /** Whether the node itself could not run, or only what it needs. */
  readonly origin: boolean;
  /** Whether no file holds the layer's code. */
  readonly foreign: boolean;
}

/** One model on one set of inputs, node by node, on the backend that is current while it steps. */
export class ModelRun {
  readonly model: RunnableModel;
  readonly #layers: ReadonlyMap<string, Layer>;
  readonly #nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly #values = new Map<NodeId, readonly Value[]>();
  readonly #stops = new Map<NodeId, Stop>();
  readonly #pending: Map<NodeId, number>;
  readonly #callsLeft: Map<string, number>;
  readonly #masks: MaskUse;
  readonly #subgraphs: Subgraphs;

  /**
   * `inputs` are taken over and freed by the run. `holds` are nodes that somebody reads besides the graph: each hold
   * ends with one `release`. `weights` are the model's own unless given, and go with the run.
   */
  constructor(
    model: RunnableModel,
    inputs: ReadonlyMap<NodeId, Value | readonly Value[]>,
    holds: readonly NodeId[],
    weights: WeightSource = new DeviceWeights(model),
  ) {
    this.model = model;
    this.weights = weights;
    this.#subgraphs = new Subgraphs(model.operations ?? new Map());
    this.#layers = new Map(model.layers.map((layer) => [layer.id, layer]));
    this.#nodes = new Map(model.graph.nodes.map((node) => [node.id, node]));
    this.#masks = new MaskUse(
      model.graph,
      (node) => this.layerOf(node),
      model.version,
      (node) => nodeTrains(node, this.layerOf(node), model.modes, model.version),
    );
    this.#pending = countUses(model, [...holds, ...this.#masks.needed()]);
    this.#callsLeft = new Map();
    for (const node of model.graph.nodes)
      this.#callsLeft.set(node.layer, (this.#callsLeft.get(node.layer) ?? 0) + 1);
    for (const [node, given] of inputs) this.#values.set(node, 'tensor' in given ? [given] : given);
  }

  /** Where its weights come from, for another run beside this one. They stay until their layer is forgotten. */
  readonly weights: WeightSource;

  /** The layer of a node. */
  layerOf(node: GraphNode): Layer | undefined {
    return this.#layers.get(node.layer);
  }

  /** What a node put out, `null` before it ran, after it was freed, or when it stopped. */
  outputs(node: NodeId): readonly Value[] | null {
    return this.#values.get(node) ?? null;
  }

  /** Nodes whose outputs some other tensor carries as its mask. */
  maskNodes(): NodeId[] {
    return this.#masks.needed();
  }

  /** Why a node stopped. */
  stopOf(node: NodeId): Stop | null {
    return this.#stops.get(node) ?? null;
  }

  /** The first node that stopped by itself. */
  firstStop(): Stop | null {
    return [...this.#stops.values()].find((stop) => stop.origin) ?? null;
  }

  /** A node's arguments with this run's tensors; `null` when one is not there. */
  resolved(node: GraphNode): ResolvedCall | null {
    const get = (ref: TensorRef): Value => {
      const value = this.#values.get(ref.node)?.[ref.output];
      if (value === undefined) throw new RunStop(`Output ${ref.output} of ${ref.node} is not there.`);
      return value;
    };
    const find = (ref: TensorRef): Value => this.#masks.seen(node, ref, get(ref), get);
    try {
      return {
        args: node.args.map((argument) => resolve(argument, find)),
        kwargs: Object.fromEntries(Object.entries(node.kwargs).map(([k, v]) => [k, resolve(v, find)])),
      };
    } catch (error) {
      if (error instanceof RunStop) return null;
      throw error;
    }
  }

  /** Says what a node puts out, before it runs: its step then takes these values over, and computes nothing. */
  supply(node: NodeId, values: readonly Value[]): void {
    if (this.#values.has(node) || this.#stops.has(node) || values.length === 0) {
      for (const value of values) disposeValue(value);
    } else this.#values.set(node, values);
  }

  /** Runs a node that has not run yet. Its inputs are freed when nobody else needs them. */
  async step(node: GraphNode): Promise<void> {
    if (this.#values.has(node.id) || this.#stops.has(node.id)) {
      await this.#leave(node);
      return;
    }
    const blocked = refsOf(node).find((ref) => !this.#values.get(ref.node)?.[ref.output]);
    if (blocked) this.#stops.set(node.id, this.#inherited(node, blocked));
    else await this.#compute(node);
    await this.#leave(node);
  }

  /** Computes a node on other tensors than its own; the caller frees what comes back. */
  async compute(node: GraphNode, call: ResolvedCall): Promise<readonly Value[]> {
    return computeExactly(tensorsOf(call), () => this.#computeHere(node, call));
  }

  async #computeHere(node: GraphNode, call: ResolvedCall): Promise<readonly Value[]> {
    const layer = this.#layers.get(node.layer);
    if (!layer) throw new RunStop('The file has no such layer.');
    const supplied = isForeign(layer) ? suppliedFor(layer, this.model.custom) : null;
    if (supplied === null && isForeign(layer) && this.model.identity?.has(layer.id))
      return runTidy(new Set(tensorsOf(call)), () => passThrough(call));
    if (layer.kind === 'custom' && supplied === null)
      throw new RunStop(`${layer.className} is not a class of Keras: what it computes is not in the file.`);
    if (node.call > 0 && layer.kind === 'layer' && carriesState(layer.config))
      throw new RunStop(
        'It keeps its state, and is called more than once: what the first call leaves is not followed here.',
      );
    const mode = modeOf(node, layer.className, this.model.modes);
    if (supplied && mode.mode === 'training')
      throw new RunStop('Its code was supplied for predicting; what it does in training is not known here.');
    if (layer.kind === 'tensorflow') {
      if (mode.mode === 'training')
        throw new RunStop('Its graph was traced for predicting: it cannot be called in training mode.');
      return runSubgraph(this.#subgraphs, node, call, this.weights);
    }
    refuseMixedModes(node, layer, this.model);
    if (supplied) {
      const weights = await this.weights.of(node.layer);
      const taken = new Set([...tensorsOf(call), ...Object.values(weights)]);
      return runTidy(taken, () => callCustom(supplied, layer, call, weights));
    }
    return this.#callKeras(node, layer, call, mode);
  }

  /** Calls a layer of Keras. A matrix that is too large to be held is applied first, a block of rows at a time. */
  async #callKeras(
    node: GraphNode,
    layer: Layer,
    call: ResolvedCall,
    mode: CallMode,
  ): Promise<readonly Value[]> {
    const { version, modes } = this.model;
    const large = applicationOf(layer, call, this.weights.large(node.layer), version);
    const weights = await this.weights.of(node.layer, new Set(large ? [large.role] : []));
    const applied = large ? { [large.role]: await large.apply() } : {};
    const taken = new Set([...tensorsOf(call), ...Object.values(weights), ...Object.values(applied)]);
    const site = {
      version,
      weights: new Weights(weights, { applied }),
      mode,
      noise: new Noise(modes?.seed ?? 0, node.id),
      ...(modes?.classes ? { classes: modes.classes } : {}),
    };
    try {
      return runTidy(taken, () => callLayer(layer, site, call.args, call.kwargs));
    } finally {
      tf.dispose(applied);
    }
  }

  /** Ends one hold on a node. */
  release(node: NodeId): void {
    const left = (this.#pending.get(node) ?? 0) - 1;
    this.#pending.set(node, left);
    if (left > 0) return;
    for (const value of this.#values.get(node) ?? []) disposeValue(value);
    this.#values.delete(node);
  }

  /** Frees everything that is left. */
  dispose(): void {
    for (const values of this.#values.values()) for (const value of values) disposeValue(value);
    this.#values.clear();
    this.weights.dispose();
    this.#subgraphs.dispose();
  }

  async #compute(node: GraphNode): Promise<void> {
    const call = this.resolved(node);
    const layer = this.#layers.get(node.layer);
    try {
      if (call === null) throw new RunStop('Its inputs are not there.');
      this.#values.set(node.id, await this.compute(node, call));
    } catch (error) {
      const because =
        error instanceof RunStop
          ? error.message
          : `TensorFlow.js refused: ${String((error as Error).message)}`;
      this.#stops.set(node.id, {
        layer: node.layer,
        className: layer?.className ?? '?',
        because,
        origin: true,
        foreign: layer !== undefined && isForeign(layer),
      });
    }
  }

  #inherited(node: GraphNode, ref: TensorRef): Stop {
    const source = this.#stops.get(ref.node);
    const className = this.#layers.get(node.layer)?.className ?? '?';
    const because = source
      ? `It needs ${ref.node}, which ${source.origin ? 'could not run' : 'did not run'}.`
      : `It needs output ${ref.output} of ${ref.node}, which is not there.`;
    return { layer: node.layer, className, because, origin: source === undefined, foreign: false };
  }

  /** After a node: its inputs are needed once less, its layer's weights too. Unused outputs go at once. */
  async #leave(node: GraphNode): Promise<void> {
    for (const ref of refsOf(node)) this.release(ref.node);
    if ((this.#pending.get(node.id) ?? 0) <= 0) this.release(node.id);
    const left = (this.#callsLeft.get(node.layer) ?? 1) - 1;
    this.#callsLeft.set(node.layer, left);
  }

  /** Frees a layer's weights once it has no calls left and nobody will compute with it again. */
  forget(node: GraphNode): void {
    if ((this.#callsLeft.get(node.layer) ?? 0) > 0) return;
    this.weights.forget(node.layer);
    this.#subgraphs.forget(node.id);
  }

  /** A node by its id. */
  node(id: NodeId): GraphNode | null {
    return this.#nodes.get(id) ?? null;
  }
}

function countUses(model: RunnableModel, holds: readonly NodeId[]): Map<NodeId, number> {
  const uses = new Map<NodeId, number>();
  const use = (id: NodeId) => uses.set(id, (uses.get(id) ?? 0) + 1);
  for (const node of model.graph.nodes) for (const ref of refsOf(node)) use(ref.node);
  for (const id of holds) use(id);
  return uses;
}
