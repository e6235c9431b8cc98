import type { AttrValue } from '../../../model/index.ts';

/** An operation after all calls were inlined. */
export interface FlatNode {
  /** Unique. */
  readonly name: string;
  readonly op: string;
  /** Tensors: `node:0`. */
  readonly inputs: readonly string[];
  readonly attrs: ReadonlyMap<string, AttrValue>;
  /** Name scopes around it; names of calls are left out. */
  readonly scope: readonly string[];
  /** Its own name below those. */
  readonly own: string;
}

/** Operations that TensorFlow does not have: what the rewriting puts in the place of others. */
export const VARIABLE = 'TwinspectVariable';
export const STOP = 'TwinspectStop';
export const INPUT = 'Placeholder';

/** The node of a tensor: `a/b` of `a/b:1`. */
export function nodeOf(tensor: string): string {
  return tensor.slice(0, tensor.lastIndexOf(':'));
}

/** The number of a tensor among the outputs of its node. */
export function outputOf(tensor: string): number {
  return Number(tensor.slice(tensor.lastIndexOf(':') + 1));
}

const encoder = new TextEncoder();

/** A text as an attribute. */
export function textAttr(text: string): AttrValue {
  return { kind: 's', value: encoder.encode(text) };
}

/** The text of an attribute; `null` when it is none. */
export function textOfAttr(attr: AttrValue | undefined): string | null {
  return attr?.kind === 's' ? new TextDecoder().decode(attr.value) : null;
}
