import type { Json } from '../../model/index.ts';

/** A reference inside one config: the `node`-th call of layer `layer` (0 = first call in this config), output `output`. */
export interface CallRef {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
}

/** An argument as the config writes it, with references still by layer name. */
export type CallArgument =
  | { readonly kind: 'tensor'; readonly ref: CallRef }
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'list'; readonly items: readonly CallArgument[] }
  | { readonly kind: 'dict'; readonly entries: Readonly<Record<string, CallArgument>> };

/** One call of one layer in one config. */
export interface Call {
  readonly args: readonly CallArgument[];
  readonly kwargs: Readonly<Record<string, CallArgument>>;
}

/** Turns an index that a config writes into the number of the call, given the layer it belongs to. */
export type CallIndex = (layer: string, written: number) => number;

/** All references in an argument, in order. */
export function refsOf(argument: CallArgument): CallRef[] {
  if (argument.kind === 'tensor') return [argument.ref];
  if (argument.kind === 'list') return argument.items.flatMap(refsOf);
  if (argument.kind === 'dict') return Object.values(argument.entries).flatMap(refsOf);
  return [];
}

/** All references of a call, positional first. */
export function refsOfCall(call: Call): CallRef[] {
  return [...call.args, ...Object.values(call.kwargs)].flatMap(refsOf);
}
