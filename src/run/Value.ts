import type { Tensor } from '@tensorflow/tfjs-core';
import type { Json } from '../model/index.ts';
import type { HalfType } from './precision/HalfType.ts';
import type { WholeType } from './wholes/WholeType.ts';

/** A tensor of a running model with the mask that travels with it. */
export interface Value {
  readonly tensor: Tensor;
  /** Boolean, over the leading axes; `null` where nothing is masked. */
  readonly mask: Tensor | null;
  /** The 16-bit type that Keras holds it in; its float32 values are rounded to that. */
  readonly half?: HalfType | undefined;
  /** The type that Keras holds whole numbers in; unknown ones are signed, of 32 or 64 bits. Never absent for other types. */
  readonly whole?: WholeType | undefined;
}

/** An argument of a call with its tensors in place. */
export type Resolved =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'list'; readonly items: readonly Resolved[] }
  | { readonly kind: 'dict'; readonly entries: Readonly<Record<string, Resolved>> };

/** A call with its tensors in place. */
export interface ResolvedCall {
  readonly args: readonly Resolved[];
  readonly kwargs: Readonly<Record<string, Resolved>>;
}

/** All values of a call, in order. */
export function valuesOfCall({ args, kwargs }: ResolvedCall): Value[] {
  return [...args, ...Object.values(kwargs)].flatMap(valuesIn);
}

/** The values inside an argument as Keras flattens them: dicts in the order of their keys. */
export function valuesIn(argument: Resolved): Value[] {
  switch (argument.kind) {
    case 'value':
      return [argument.value];
    case 'list':
      return argument.items.flatMap(valuesIn);
    case 'dict':
      return Object.keys(argument.entries)
        .sort()
        .flatMap((key) => valuesIn(argument.entries[key] as Resolved));
    case 'constant':
      return [];
  }
}

/** The argument as plain JSON; `undefined` when a tensor is inside. */
export function constantOf(argument: Resolved): Json | undefined {
  switch (argument.kind) {
    case 'constant':
      return argument.value;
    case 'list': {
      const items = argument.items.map(constantOf);
      return items.some((item) => item === undefined) ? undefined : (items as Json[]);
    }
    case 'dict': {
      const entries = Object.entries(argument.entries).map(([key, item]) => [key, constantOf(item)] as const);
      return entries.some(([, item]) => item === undefined)
        ? undefined
        : (Object.fromEntries(entries) as Json);
    }
    case 'value':
      return undefined;
  }
}
