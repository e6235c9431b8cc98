import type { ObjectStep } from '../../keras/index.ts';
import type { ObjectGraph } from './ObjectGraph.ts';

/** The object that steps lead to, from `start` on; `null` when an edge is missing. */
export function follow(graph: ObjectGraph, start: number, steps: readonly ObjectStep[]): number | null {
  let at: number | null = start;
  for (const step of steps) {
    at = firstOf(graph, at, edgesOf(graph, at, step));
    if (at === null) return null;
  }
  return at;
}

/** How many layers a model of tf.keras lists; `null` for other objects. */
export function layerCount(graph: ObjectGraph, node: number): number | null {
  const { children } = graph[node]!;
  if (!children.has('layer-0')) return null;
  let count = 1;
  while (children.has(`layer-${count}`)) count++;
  return count;
}

/** Layers go by their number while both models have as many, and by their number among those with weights when not. */
function edgesOf(graph: ObjectGraph, node: number, { edges, counted }: ObjectStep): readonly string[] {
  if (counted === null) return edges;
  const { children } = graph[node]!;
  const last = counted.layers - 1;
  const sameCount = children.has(`layer-${last}`) && !children.has(`layer-${last + 1}`);
  if (!children.has('layer-0') || sameCount) return edges;
  return counted.edge === null ? [] : [counted.edge];
}

function firstOf(graph: ObjectGraph, node: number, edges: readonly string[]): number | null {
  for (const edge of edges) {
    let at: number | undefined = node;
    for (const part of edge.split('/')) at = at === undefined ? undefined : graph[at]!.children.get(part);
    if (at !== undefined) return at;
  }
  return null;
}
