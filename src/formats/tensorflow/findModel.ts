import type { ExpectedVariable } from '../../keras/index.ts';
import type { SavedVariable } from './Checkpoint.ts';
import { follow, layerCount } from './followSteps.ts';
import type { ObjectGraph } from './ObjectGraph.ts';

/** The object that is the model. */
export interface FoundModel {
  readonly node: number;
  /** Numbers of layers, where the saved model has another one than the config. */
  readonly restructured: { readonly saved: number; readonly wanted: number } | null;
}

/** How deep below the root a model may be: `tf.train.Checkpoint(net=model)` has it one edge away. */
const DEPTH = 3;
const MAX_CANDIDATES = 256;

/** The object below which most of the wanted variables are found; the nearest to the root of several. */
export function findModel(
  graph: ObjectGraph,
  wanted: readonly ExpectedVariable[],
  byNode: ReadonlyMap<number, SavedVariable>,
): FoundModel {
  let best = { node: 0, score: -1 };
  for (const node of candidates(graph)) {
    const score = wanted.filter(({ objects }) => byNode.has(follow(graph, node, objects) ?? -1)).length;
    if (score > best.score) best = { node, score };
    if (score === wanted.length) break;
  }
  const layers = wanted[0]?.objects[0]?.counted?.layers ?? null;
  const saved = layerCount(graph, best.node);
  const differs = saved !== null && layers !== null && saved !== layers;
  return { node: best.node, restructured: differs ? { saved, wanted: layers } : null };
}

function* candidates(graph: ObjectGraph): Iterable<number> {
  const seen = new Set<number>([0]);
  let level = [0];
  for (let depth = 0; depth < DEPTH; depth++) {
    const next: number[] = [];
    for (const node of level) {
      if (seen.size > MAX_CANDIDATES) return;
      yield node;
      for (const child of graph[node]?.children.values() ?? []) {
        if (!seen.has(child)) next.push(child);
        seen.add(child);
      }
    }
    level = next;
  }
}
