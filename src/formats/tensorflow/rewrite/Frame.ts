import type { AttrValue, FunctionDef, NodeDef } from '../../../model/index.ts';
import type { FlatNode } from './FlatNode.ts';

/** The operations of a function or of the main graph. */
export interface Body {
  readonly nodes: ReadonlyMap<string, NodeDef>;
  /** Operations that fill tables. */
  readonly initializers: readonly string[];
  /** Names of its arguments. */
  readonly takes: ReadonlySet<string>;
}

/** A body that is being inlined: the main graph, or one call of a function. */
export interface Frame extends Body {
  /** Stands before the names of its operations. */
  readonly path: string;
  readonly scope: readonly string[];
  /** The function; `null` for the main graph. */
  readonly body: FunctionDef | null;
  readonly attrs: ReadonlyMap<string, AttrValue>;
  /** Functions on the way here. */
  readonly chain: readonly string[];
}

/** One call of a function. */
export interface Call {
  readonly name: string;
  readonly attrs: ReadonlyMap<string, AttrValue>;
  /** Tensors, in the order of the function's arguments. */
  readonly args: readonly string[];
  readonly scope: readonly string[];
  readonly chain: readonly string[];
}

/** What the lowering of control flow does to the graph that is being made. */
export interface Lowering {
  /** Adds an operation; its first output. */
  add(node: FlatNode): string;
  /** Makes one tensor a name for another. */
  alias(tensor: string, other: string): void;
  /** Adds an operation that only says why it cannot run. */
  stop(name: string, scope: readonly string[], because: string): string;
  /** Starts inlining a call. Its results, or the reason why there is nothing to inline. */
  call(call: Call): readonly string[] | { readonly because: string };
}
