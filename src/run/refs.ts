import { type Argument, type GraphNode, type TensorRef, tensorsIn } from '../model/index.ts';

/** All tensor references of a call, in order of appearance. */
export function refsOf(node: Pick<GraphNode, 'args' | 'kwargs'>): TensorRef[] {
  return [...node.args, ...Object.values(node.kwargs)].flatMap(refsIn);
}

/** All tensor references inside an argument, masks too. */
export function refsIn(argument: Argument): TensorRef[] {
  return tensorsIn(argument).flatMap(({ ref, mask }) => (mask === undefined ? [ref] : [ref, mask]));
}
