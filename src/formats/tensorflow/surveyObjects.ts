import { type Purpose, ReadError } from '../../model/index.ts';
import type { ObjectGraph, TrackedObject } from './ObjectGraph.ts';

/** How an object is reached from the root, and what that says about its values. */
export interface Reached {
  /** The way to the object that holds it; `null` for the root. */
  readonly from: Reached | null;
  /** The last edge of the way; empty for the root. */
  readonly edge: string;
  readonly depth: number;
  readonly purpose: Purpose;
}

/** The edges of the way from the root. */
export function pathOf(reached: Reached): string[] {
  const path: string[] = [];
  for (let at: Reached | null = reached; at?.from; at = at.from) path.push(at.edge);
  return path.reverse();
}

/** Objects hold objects this deep at most; deeper ones are hostile. */
const MAX_DEPTH = 256;

/** Ways that are tried one after the other: a layer's own attribute tells more than a list of all variables. */
const [DIRECT, LISTED, LISTED_AGAIN, TRAINED, ASIDE] = [0, 1, 2, 3, 4];
const RANKS = 5;

const RANK_OF: Readonly<Record<string, number>> = {
  variables: LISTED,
  trainable_variables: LISTED,
  non_trainable_variables: LISTED,
  _all_variables: LISTED_AGAIN,
  _misc_assets: LISTED_AGAIN,
  signatures: ASIDE,
};

/** Attributes of Keras models that hold metrics, losses and what is tracked beside the layers. */
const METRICS: ReadonlySet<string> = new Set([
  'metrics',
  '_metrics',
  'compiled_metrics',
  'compiled_loss',
  '_compile_metrics',
  '_compile_loss',
  '_loss_tracker',
  'loss_tracker',
  'keras_api',
]);

const ROOT: Reached = { from: null, edge: '', depth: 0, purpose: 'weight' };

interface Waiting {
  readonly node: number;
  readonly reached: Reached;
}

/**
 * The shortest way to every object, layers first: what can be reached both through a layer and through an optimizer or a
 * metric belongs to the layer. Keras 3 keeps layers in lists that TensorFlow does not follow; their weights are known to the
 * optimizer alone, which lists them as `_trainable_variables`.
 */
export function surveyObjects(graph: ObjectGraph): ReadonlyMap<number, Reached> {
  const found = new Map<number, Reached>();
  const queues: Waiting[][] = Array.from({ length: RANKS }, () => []);
  if (graph.length > 0) queues[DIRECT]!.push({ node: 0, reached: ROOT });
  for (let rank = DIRECT; rank < RANKS; rank++) {
    const queue = queues[rank]!;
    for (let i = 0; i < queue.length; i++) {
      const { node, reached } = queue[i]!;
      if (found.has(node)) continue;
      found.set(node, reached);
      for (const next of stepsFrom(graph, node, reached)) queues[Math.max(rank, next.rank)]!.push(next);
    }
  }
  addSlots(graph, found);
  return found;
}

interface Step extends Waiting {
  readonly rank: number;
}

function* stepsFrom(graph: ObjectGraph, node: number, from: Reached): Iterable<Step> {
  if (from.depth >= MAX_DEPTH) {
    const problem = `Objects of the checkpoint hold each other more than ${MAX_DEPTH} deep.`;
    throw new ReadError('too-large', problem, pathOf(from).slice(0, 8).join('/'));
  }
  for (const [edge, child] of graph[node]!.children) {
    const object = graph[child]!;
    if (from.purpose !== 'weight') yield { node: child, reached: along(from, edge), rank: ASIDE };
    else if (isOptimizer(edge, object)) yield* intoOptimizer(child, object, along(from, edge));
    else if (METRICS.has(edge)) yield { node: child, reached: along(from, edge, 'metric'), rank: ASIDE };
    else yield ordinary(child, from, edge);
  }
}

function along(from: Reached, edge: string, purpose = from.purpose): Reached {
  return { from, edge, depth: from.depth + 1, purpose };
}

function ordinary(node: number, from: Reached, edge: string): Step {
  if (from.from !== null) return { node, reached: along(from, edge), rank: DIRECT };
  const purpose = edge === 'save_counter' ? 'counter' : 'weight';
  return { node, reached: along(from, edge, purpose), rank: RANK_OF[edge] ?? DIRECT };
}

function* intoOptimizer(node: number, { children }: TrackedObject, way: Reached): Iterable<Step> {
  const trained = children.get('_trainable_variables');
  if (trained !== undefined)
    yield { node: trained, reached: along(way, '_trainable_variables'), rank: TRAINED };
  yield { node, reached: { ...way, purpose: 'optimizer' }, rank: ASIDE };
}

/** An optimizer by its name, its slots, or by counting iterations as none of Keras' layers does. */
function isOptimizer(name: string, { children, slots }: TrackedObject): boolean {
  if (slots.length > 0 || name === 'optimizer' || name === '_optimizer') return true;
  const counts = children.has('iter') || children.has('_iterations') || children.has('iterations');
  return counts && RATES.some((it) => children.has(it));
}

const RATES = ['learning_rate', '_learning_rate', '_current_learning_rate', '_variables', 'beta_1', 'decay'];

/** Slot variables have no edge of their own. */
function addSlots(graph: ObjectGraph, found: Map<number, Reached>): void {
  for (const { slots } of graph) {
    for (const { of, name, node } of slots) {
      const owner = found.get(of);
      if (found.has(node) || owner === undefined) continue;
      found.set(node, along(owner, name, 'optimizer'));
    }
  }
}
