import type { Argument } from './Graph.ts';

/** An argument that is a tensor, with the mask that is stated for it. */
export type TensorArgument = Extract<Argument, { readonly kind: 'tensor' }>;

/** All tensors inside an argument, however deep in lists and dicts, in order of appearance. */
export function tensorsIn(argument: Argument): TensorArgument[] {
  switch (argument.kind) {
    case 'tensor':
      return [argument];
    case 'list':
      return argument.items.flatMap(tensorsIn);
    case 'dict':
      return Object.values(argument.entries).flatMap(tensorsIn);
    case 'constant':
      return [];
  }
}
