import type { Argument, GraphNode, TensorRef } from '../model/index.ts';

/** All tensor references of a call, in order of appearance. */
export function refsOf(node: Pick<GraphNode, 'args' | 'kwargs'>): TensorRef[] {
  return [...node.args, ...Object.values(node.kwargs)].flatMap(refsIn);
}

/** All tensor references inside an argument. */
export function refsIn(argument: Argument): TensorRef[] {
  switch (argument.kind) {
    case 'tensor':
      return argument.mask === undefined ? [argument.ref] : [argument.ref, argument.mask];
    case 'list':
      return argument.items.flatMap(refsIn);
    case 'dict':
      return Object.values(argument.entries).flatMap(refsIn);
    case 'constant':
      return [];
  }
}
