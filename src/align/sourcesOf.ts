import { type GraphNode, type NodeId, tensorsIn } from '../model/index.ts';

/** The nodes whose outputs a call takes, in order of appearance; masks travel with tensors and are left out. */
export function sourcesOf({ args, kwargs }: GraphNode): NodeId[] {
  const rest = Object.entries(kwargs).flatMap(([key, it]) => (key === 'mask' ? [] : [it]));
  return [...args, ...rest].flatMap(tensorsIn).map(({ ref }) => ref.node);
}
