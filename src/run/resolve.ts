import type { Argument, TensorRef } from '../model/index.ts';
import { RunStop } from './RunStop.ts';
import type { Resolved, Value } from './Value.ts';

/** Puts tensors where an argument of the graph refers to them. */
export function resolve(argument: Argument, find: (ref: TensorRef) => Value): Resolved {
  switch (argument.kind) {
    case 'tensor':
      return { kind: 'value', value: masked(find(argument.ref), argument.mask, find) };
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

function masked(value: Value, mask: TensorRef | undefined, find: (ref: TensorRef) => Value): Value {
  if (mask === undefined) return value;
  const { tensor } = find(mask);
  if (tensor.dtype !== 'bool')
    throw new RunStop(
      `The mask of a nested model's input is ${tensor.dtype}, not bool, which is not supported.`,
    );
  return { ...value, mask: tensor };
}
