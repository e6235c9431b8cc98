import type { LayerPair } from '../align/index.ts';
import {
  type Argument,
  type Graph,
  type GraphNode,
  groupBy,
  hasGraph,
  type LayerId,
  type ModelArtifact,
  type TensorRef,
} from '../model/index.ts';
import type { ConfigDifference } from './ConfigDifference.ts';

/** Merges whose result does not depend on the order of their inputs. */
const COMMUTATIVE: ReadonlySet<string> = new Set(['Add', 'Multiply', 'Average', 'Maximum', 'Minimum']);

/**
 * Where paired layers take their inputs from other places, are called another number of times, or with other arguments:
 * by A's layer id. Layers without a counterpart are looked through, so that an inserted layer is reported once and not at
 * everything behind it.
 */
export function graphDifferences(
  a: ModelArtifact,
  b: ModelArtifact,
  pairs: readonly LayerPair[],
): Map<LayerId, ConfigDifference[]> {
  const found = new Map<LayerId, ConfigDifference[]>();
  if (!hasGraph(a) || !hasGraph(b)) return found;
  const both = pairs.filter((pair) => pair.kind === 'both');
  const inB = new Map(both.map((pair) => [pair.a, pair.b]));
  const sideA = new Wiring(a.graph, new Set(inB.keys()), (id) => inB.get(id) ?? id);
  const sideB = new Wiring(b.graph, new Set(inB.values()), (id) => id);
  const classes = new Map(a.layers.map((it) => [it.id, it.className]));
  const operations = new Set(
    [...a.layers, ...b.layers].flatMap(({ kind, id }) => (kind === 'tensorflow' ? [id] : [])),
  );
  for (const pair of both) {
    // A graph of operations passes masks and shapes as tensors: its edges are other ones.
    if (operations.has(pair.a) || operations.has(pair.b)) continue;
    const sorted = COMMUTATIVE.has(classes.get(pair.a) ?? '');
    const [left, right] = [sideA.callsOf(pair.a), sideB.callsOf(pair.b)];
    if (left.join('\n') === right.join('\n')) continue;
    const harmless = sorted && left.map(inOrder).join('\n') === right.map(inOrder).join('\n');
    found.set(pair.a, [
      {
        key: 'inputs',
        a: left,
        b: right,
        defaulted: null,
        relevance: harmless ? 'none' : 'prediction',
        ...(harmless ? { because: 'the order of its inputs does not matter' } : {}),
      },
    ]);
  }
  return found;
}

const inOrder = (call: string): string => call.split(', ').sort().join(', ');

/** A graph's calls as text, with layers under the names that they have in B. */
class Wiring {
  readonly #nodes: ReadonlyMap<string, GraphNode>;
  readonly #calls: ReadonlyMap<LayerId, GraphNode[]>;
  readonly #paired: ReadonlySet<LayerId>;
  readonly #nameOf: (id: LayerId) => LayerId;

  constructor(graph: Graph, paired: ReadonlySet<LayerId>, nameOf: (id: LayerId) => LayerId) {
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.#calls = groupBy(graph.nodes, (node) => node.layer);
    this.#paired = paired;
    this.#nameOf = nameOf;
  }

  callsOf(layer: LayerId): string[] {
    return (this.#calls.get(layer) ?? []).map((node) => {
      const kwargs = Object.entries(node.kwargs).filter(([key, value]) => !isAbsent(key, value));
      return [
        ...node.args.map((it) => this.#show(it)),
        ...kwargs.map(([key, it]) => `${key}=${this.#show(it)}`),
      ].join(', ');
    });
  }

  #show(argument: Argument): string {
    if (argument.kind === 'tensor') return this.#source(argument.ref);
    if (argument.kind === 'list') return argument.items.map((it) => this.#show(it)).join(', ');
    if (argument.kind === 'dict')
      return Object.values(argument.entries)
        .map((it) => this.#show(it))
        .join(', ');
    return JSON.stringify(argument.value);
  }

  /** The tensor's layer, or the nearest paired one before it. */
  #source(ref: TensorRef): string {
    let at: TensorRef = ref;
    for (let steps = 0; steps < this.#nodes.size; steps++) {
      const node = this.#nodes.get(at.node);
      if (!node || this.#paired.has(node.layer)) break;
      const before = firstTensor(node.args);
      if (!before) break;
      at = before;
    }
    const node = this.#nodes.get(at.node);
    const call = node && node.call > 0 ? `#${node.call}` : '';
    return `${this.#nameOf(node?.layer ?? at.node)}${call}${at.output > 0 ? `:${at.output}` : ''}`;
  }
}

/** Masks travel with tensors in one generation of Keras and are written down in another; nothing said is nothing set. */
function isAbsent(key: string, value: Argument): boolean {
  return (
    key === 'mask' ||
    key === 'name' ||
    (value.kind === 'constant' && (value.value === null || value.value === false))
  );
}

function firstTensor(args: readonly Argument[]): TensorRef | null {
  for (const argument of args) {
    if (argument.kind === 'tensor') return argument.ref;
    if (argument.kind === 'list') {
      const inner = firstTensor(argument.items);
      if (inner) return inner;
    }
  }
  return null;
}
