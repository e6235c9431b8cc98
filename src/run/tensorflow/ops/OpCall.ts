import type { GraphNode } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../../RunStop.ts';
import { share } from '../../share.ts';

/** Computes an operation: its outputs, made inside a tidy. */
export type Compute = (call: OpCall) => tf.Tensor | readonly tf.Tensor[];

/** Attributes as `topologyOf` writes them. */
interface RawAttr {
  readonly s?: readonly number[];
  readonly i?: number;
  readonly f?: number;
  readonly b?: boolean;
  readonly type?: string;
  readonly list?: {
    readonly i?: readonly number[];
    readonly f?: readonly number[];
    readonly s?: readonly (readonly number[])[];
  };
}

/** TensorFlow.js writes texts in lower case where it hands out attributes; the raw ones are as they were. */
function rawAttrsOf(node: GraphNode): Readonly<Record<string, RawAttr>> {
  const { node: inner } = node as unknown as { node: { rawAttrs?: Record<string, RawAttr> } };
  return inner.rawAttrs ?? {};
}

/** Where the topology keeps what a type was before TensorFlow.js' types took its place. */
export const wholeTypeKey = (name: string): string => `twinspect:${name}`;

const textOf = (codes: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(codes));

/** One call of an operation: its inputs, and its attributes with their types checked. */
export class OpCall {
  readonly inputs: readonly tf.Tensor[];
  readonly #attrs: Readonly<Record<string, RawAttr>>;
  readonly #op: string;

  constructor(node: GraphNode, op: string) {
    this.inputs = node.inputs;
    this.#attrs = rawAttrsOf(node);
    this.#op = op;
  }

  /** Input number `i`. */
  at(i: number): tf.Tensor {
    const input = this.inputs[i];
    if (input) return input;
    throw new RunStop(`The operation ${this.#op} lacks its input ${i + 1}.`);
  }

  text(name: string): string {
    return textOf(this.#must(name, this.#attrs[name]?.s));
  }

  number(name: string): number {
    return this.#must(name, this.#attrs[name]?.i ?? this.#attrs[name]?.f);
  }

  bool(name: string): boolean {
    return this.#must(name, this.#attrs[name]?.b);
  }

  /** A type by TensorFlow.js' number of it: `DT_INT32`. */
  type(name: string): string {
    return this.#must(name, this.#attrs[name]?.type);
  }

  /** A type of whole numbers as the graph has it, which TensorFlow.js knows only as `DT_INT32`; `null` for others. */
  wholeType(name: string): string | null {
    const stated = this.#attrs[wholeTypeKey(name)]?.s;
    return stated ? textOf(stated) : null;
  }

  numbers(name: string): readonly number[] {
    const { i, f } = this.#must(name, this.#attrs[name]?.list);
    return f ?? i ?? [];
  }

  texts(name: string): readonly string[] {
    return (this.#must(name, this.#attrs[name]?.list).s ?? []).map(textOf);
  }

  /** Refuses the operation with a reason. */
  refuse(because: string): never {
    throw new RunStop(`The operation ${this.#op}: ${because}`);
  }

  #must<T>(name: string, value: T | undefined): T {
    return value === undefined ? this.refuse(`its attribute ${name} is not what it should be.`) : value;
  }
}

/** An operation as TensorFlow.js registers it: what it makes on the way is freed, and its inputs are never its outputs. */
export function asExecutor(op: string, compute: Compute): (node: GraphNode) => tf.Tensor[] {
  return (node) => {
    const call = new OpCall(node, op);
    const given = new Set<tf.Tensor>(call.inputs);
    return tf.tidy(() => {
      const answer = compute(call);
      const tensors = answer instanceof tf.Tensor ? [answer] : [...answer];
      return tensors.map((tensor) => (given.has(tensor) ? share(tensor) : tensor));
    });
  };
}
