import type { Argument, GraphNode, NodeId } from '../model/index.ts';

/** The nodes whose outputs a call takes, in order of appearance; masks travel with tensors and are left out. */
export function sourcesOf({ args, kwargs }: GraphNode): NodeId[] {
  const rest = Object.entries(kwargs).flatMap(([key, it]) => (key === 'mask' ? [] : [it]));
  return [...args, ...rest].flatMap(sourcesIn);
}

function sourcesIn(argument: Argument): NodeId[] {
  switch (argument.kind) {
    case 'tensor':
      return [argument.ref.node];
    case 'list':
      return argument.items.flatMap(sourcesIn);
    case 'dict':
      return Object.values(argument.entries).flatMap(sourcesIn);
    case 'constant':
      return [];
  }
}
