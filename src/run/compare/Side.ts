import type { GraphNode, NodeId } from '../../model/index.ts';
import { ModelRun } from '../ModelRun.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import type { Value } from '../Value.ts';

/** One of the two models on its way through its own graph, in its own order. */
export class Side {
  readonly model: RunnableModel;
  readonly run: ModelRun;
  #next = 0;

  constructor(model: RunnableModel, inputs: ReadonlyMap<NodeId, Value>, holds: readonly NodeId[]) {
    this.model = model;
    this.run = new ModelRun(model, inputs, holds);
  }

  /** Runs everything that stands before a node, so that its arguments are there. */
  async reach(node: GraphNode, each: (node: GraphNode) => Promise<void>): Promise<void> {
    const { nodes } = this.model.graph;
    const end = nodes.indexOf(node);
    while (this.#next < end) await this.#step(nodes[this.#next] as GraphNode, each);
  }

  /** Runs a node, unless the run is past it already. */
  async pass(node: GraphNode, each: (node: GraphNode) => Promise<void>): Promise<void> {
    if (this.#next > this.model.graph.nodes.indexOf(node)) return;
    await this.reach(node, each);
    await this.#step(node, each);
  }

  async #step(node: GraphNode, each: (node: GraphNode) => Promise<void>): Promise<void> {
    this.#next += 1;
    await this.run.step(node);
    await each(node);
  }
}
