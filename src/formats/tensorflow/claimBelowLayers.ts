import type { Expectation } from '../../keras/index.ts';
import type { LayerId } from '../../model/index.ts';
import type { Binder } from '../keras/Binding.ts';
import type { SavedVariable } from './Checkpoint.ts';
import { follow } from './followSteps.ts';
import type { ObjectGraph } from './ObjectGraph.ts';

/**
 * Gives layers what they hold and the config does not speak of: modules of TensorFlow Hub, classes of the user. Inner layers
 * come before those around them. `open` are the variables that nobody has claimed yet.
 */
export function claimBelowLayers(
  graph: ObjectGraph,
  root: number,
  { groups }: Expectation,
  byNode: ReadonlyMap<number, SavedVariable>,
  open: Set<SavedVariable>,
  binder: Binder,
): void {
  if (![...open].some(({ purpose }) => purpose === 'weight')) return;
  const owners = new Map<number, LayerId>([[root, '']]);
  for (const { objects, layer } of groups) {
    const node = follow(graph, root, objects);
    if (node !== null && !owners.has(node)) owners.set(node, layer);
  }
  for (const [start, layer] of [...owners].reverse()) {
    if (start === root) continue;
    for (const [node, path] of below(graph, start, owners)) {
      const variable = byNode.get(node);
      if (variable?.purpose !== 'weight' || !open.delete(variable)) continue;
      const id = `${layer}/${path}`;
      binder.add(variable.tensor, { id, layer, role: path, purpose: 'weight', named: 'file' });
    }
  }
}

/** What hangs below an object, with the shortest way to it; other layers are left alone. */
function below(
  graph: ObjectGraph,
  start: number,
  owners: ReadonlyMap<number, LayerId>,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const visit = (node: number, path: string): void => {
    for (const [edge, child] of graph[node]!.children)
      if (!owners.has(child) && !found.has(child)) found.set(child, path === '' ? edge : `${path}/${edge}`);
  };
  visit(start, '');
  // A map walks over what is added meanwhile.
  for (const [node, path] of found) visit(node, path);
  return found;
}
