import type { Argument, TensorRef } from '../model/index.ts';
import type { Resolved, Value } from './Value.ts';

/** Puts tensors where an argument of the graph refers to them. */
export function resolve(argument: Argument, find: (ref: TensorRef) => Value): Resolved {
  switch (argument.kind) {
    case 'tensor':
      return { kind: 'value', value: find(argument.ref) };
    case 'constant':
      return argument;
    case 'list':
      return { kind: 'list', items: argument.items.map((item) => resolve(item, find)) };
    case 'dict': {
      const entries = Object.entries(argument.entries).map(([key, item]) => [key, resolve(item, find)]);
      return { kind: 'dict', entries: Object.fromEntries(entries) };
    }
  }
}
