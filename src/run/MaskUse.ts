import type { KerasVersion } from '../keras/index.ts';
import type { Argument, Graph, GraphNode, Layer, NodeId, TensorRef } from '../model/index.ts';
import { takesMasks } from './kernels/attentionMask.ts';
import { RunStop } from './RunStop.ts';
import { refsIn } from './refs.ts';
import { turnsOf } from './turnsOf.ts';
import type { Value } from './Value.ts';

/** Layers that hand back the very tensor they are given when they do not train. */
const HANDS_BACK: ReadonlySet<string> = new Set([
  ...['Dropout', 'SpatialDropout1D', 'SpatialDropout2D', 'SpatialDropout3D', 'AlphaDropout'],
  ...['GaussianDropout', 'GaussianNoise', 'Identity', 'ActivityRegularization', 'StochasticDepth'],
]);

function handsBack({ className, config }: Layer, trains: boolean): boolean {
  const strength = config.rate ?? config.stddev ?? config.drop_path_rate ?? 0;
  if (trains && strength !== 0) return false;
  return HANDS_BACK.has(className) || (className === 'Activation' && config.activation === 'linear');
}

/** Something that happens to the mask of a tensor while the model runs. */
interface Change {
  readonly turn: number;
  /** The mask it gets; `null` when it loses its own. */
  readonly mask: TensorRef | null;
}

/**
 * What Keras does to the masks of tensors as it goes: `MultiHeadAttention` deletes those of its query, value and key, and
 * a nested model called with `mask` puts that on its input, for whoever reads the same tensor later
 * (`keras/src/layers/attention/multi_head_attention.py`, `keras/src/models/functional.py`, `call`).
 */
export class MaskUse {
  /** By tensor, in order. */
  readonly #changes = new Map<string, Change[]>();
  readonly #turns: ReadonlyMap<NodeId, number>;
  readonly #nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly #layerOf: (node: GraphNode) => Layer | undefined;
  readonly #sameTensors: boolean;
  readonly #trains: (node: GraphNode) => boolean;

  /** `trains`: whether a node is called in training mode, where it hands back what it computed. */
  constructor(
    graph: Graph,
    layerOf: (node: GraphNode) => Layer | undefined,
    version: KerasVersion | null,
    trains: (node: GraphNode) => boolean,
  ) {
    this.#layerOf = layerOf;
    this.#trains = trains;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.#sameTensors = version?.generation === 3;
    const takers = graph.nodes.filter((node) => takesMasks(layerOf(node)?.className, version));
    const givers = graph.nodes.filter((node) => given(node).length > 0);
    this.#turns = takers.length + givers.length > 0 ? turnsOf(graph) : new Map();
    for (const node of takers) for (const ref of taken(node)) this.#change(ref, node, null);
    for (const node of givers) for (const { ref, mask } of given(node)) this.#change(ref, node, mask);
    for (const changes of this.#changes.values()) changes.sort((x, y) => x.turn - y.turn);
  }

  /** A tensor with the mask that it has by the time a node reads it. */
  seen(node: GraphNode, ref: TensorRef, value: Value, find: (ref: TensorRef) => Value): Value {
    const turn = this.#turn(node.id);
    const last = this.#changes.get(this.#keyOf(ref))?.findLast((change) => change.turn < turn);
    if (last === undefined) return value;
    if (last.mask === null) return { ...value, mask: null };
    const { tensor } = find(last.mask);
    if (tensor.dtype !== 'bool') throw new RunStop('A nested model is given a mask that is not bool.');
    return { ...value, mask: tensor };
  }

  /** Nodes whose output stays the mask of a tensor for whoever reads that later. */
  needed(): NodeId[] {
    return [...this.#changes.values()].flat().flatMap(({ mask }) => (mask === null ? [] : [mask.node]));
  }

  #change(ref: TensorRef, node: GraphNode, mask: TensorRef | null): void {
    const key = this.#keyOf(ref);
    const change = { turn: this.#turn(node.id), mask };
    const changes = this.#changes.get(key);
    if (changes) changes.push(change);
    else this.#changes.set(key, [change]);
  }

  #turn(node: NodeId): number {
    return this.#turns.get(node) ?? Number.POSITIVE_INFINITY;
  }

  /** The tensor behind layers that hand back what they are given. */
  #keyOf(ref: TensorRef): string {
    let at = ref;
    for (let node = this.#nodes.get(at.node); node; node = this.#nodes.get(at.node)) {
      const [first] = node.args;
      const layer = this.#layerOf(node);
      const same = this.#sameTensors && layer !== undefined && handsBack(layer, this.#trains(node));
      if (!same || first?.kind !== 'tensor') break;
      at = first.ref;
    }
    return `${at.output}\n${at.node}`;
  }
}

/** Query, value and key. */
function taken(node: GraphNode): TensorRef[] {
  const named = ['query', 'value', 'key'].flatMap((name) => node.kwargs[name] ?? []);
  return [...node.args.slice(0, 3), ...named].flatMap((argument) =>
    argument.kind === 'tensor' ? [argument.ref] : refsIn(argument),
  );
}

/** Tensors that a node reads with a mask that the call of its model stated. */
function given(node: GraphNode): { ref: TensorRef; mask: TensorRef }[] {
  const inside = (argument: Argument): { ref: TensorRef; mask: TensorRef }[] => {
    if (argument.kind === 'list') return argument.items.flatMap(inside);
    if (argument.kind === 'dict') return Object.values(argument.entries).flatMap(inside);
    if (argument.kind !== 'tensor' || argument.mask === undefined) return [];
    return [{ ref: argument.ref, mask: argument.mask }];
  };
  return [...node.args, ...Object.values(node.kwargs)].flatMap(inside);
}
