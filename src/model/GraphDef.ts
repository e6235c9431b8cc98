import type { PartialShape } from './Shape.ts';
import type { Tensor } from './Tensor.ts';
import type { TfDataType } from './TfDataType.ts';

/** A whole number of an attribute: a `bigint` only where a double cannot hold it exactly. */
export type Whole = number | bigint;

/** Functions passed as an attribute (`f`, `cond`, `body`, `then_branch`): the name in the library, and its own attributes. */
export interface NameAttrList {
  readonly name: string;
  readonly attrs: ReadonlyMap<string, AttrValue>;
}

/** A constant inside a graph. The bytes are decoded when they are asked for. */
export interface TensorProto {
  readonly dtype: TfDataType;
  readonly shape: readonly number[];
  /**
   * The value: little-endian bytes, or texts of a `string`. A list shorter than the shape repeats its last value, an empty
   * one means zeros. Throws `ReadError` for a type that cannot be held, and for bytes that do not fit the shape.
   */
  value(): Tensor;
}

/** Attribute values of one list; an empty list does not say of which kind it is. */
export interface AttrList {
  /** Texts and other bytes. */
  readonly s: readonly Uint8Array[];
  readonly i: readonly Whole[];
  readonly f: readonly number[];
  readonly b: readonly boolean[];
  readonly type: readonly TfDataType[];
  /** `null` stands for a shape of unknown rank. */
  readonly shape: readonly (PartialShape | null)[];
  readonly tensor: readonly TensorProto[];
  readonly func: readonly NameAttrList[];
}

/** The value of an attribute of an operation (`tensorflow/core/framework/attr_value.proto`). */
export type AttrValue =
  | { readonly kind: 's'; readonly value: Uint8Array }
  | { readonly kind: 'i'; readonly value: Whole }
  | { readonly kind: 'f'; readonly value: number }
  | { readonly kind: 'b'; readonly value: boolean }
  | { readonly kind: 'type'; readonly value: TfDataType }
  /** `null` is a shape of unknown rank; `null` axes are free. */
  | { readonly kind: 'shape'; readonly value: PartialShape | null }
  | { readonly kind: 'tensor'; readonly value: TensorProto }
  | { readonly kind: 'func'; readonly value: NameAttrList }
  | { readonly kind: 'list'; readonly value: AttrList }
  /** Inside a function: filled in from the attribute of that name of its caller. */
  | { readonly kind: 'placeholder'; readonly value: string }
  /** Nothing is set. */
  | { readonly kind: 'none' };

/** One operation of a graph. */
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  /**
   * Tensors it reads: in a graph `node` or `node:1`, in a function `argument` or `node:output_name:0`; `^node` is a control
   * input, which brings no tensor.
   */
  readonly inputs: readonly string[];
  readonly device: string;
  /** Attributes at their operation's default are left out by writers. */
  readonly attrs: ReadonlyMap<string, AttrValue>;
}

/** An input or output of a function: one tensor, or several of one type (`numberAttr`) or of listed types (`typeListAttr`). */
export interface ArgDef {
  readonly name: string;
  /** `invalid` where an attribute says the type. */
  readonly type: TfDataType;
  readonly typeAttr: string | null;
  readonly numberAttr: string | null;
  readonly typeListAttr: string | null;
  readonly isRef: boolean;
}

/** What an operation or a function takes and gives (`tensorflow/core/framework/op_def.proto`). */
export interface OpDef {
  readonly name: string;
  readonly inputs: readonly ArgDef[];
  readonly outputs: readonly ArgDef[];
  /** Attributes that have a default, and what it is. */
  readonly defaults: ReadonlyMap<string, AttrValue>;
  readonly isStateful: boolean;
}

/** A function of a graph's library. */
export interface FunctionDef {
  readonly signature: OpDef;
  readonly nodes: readonly NodeDef[];
  /** From the name of an output of the signature to a tensor of the body (`node:output_name:0`, or an argument). */
  readonly ret: ReadonlyMap<string, string>;
  /** Nodes that must run besides, by the name that the signature gives them. */
  readonly controlRet: ReadonlyMap<string, string>;
  readonly attrs: ReadonlyMap<string, AttrValue>;
}

/** Functions by name. The table of names is read at once, a body when `get` is asked for it, and kept. */
export interface FunctionLibrary {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** `undefined` when there is no such function. Throws `ReadError` when its bytes are damaged. */
  get(name: string): FunctionDef | undefined;
}

/** A TensorFlow graph (`tensorflow/core/framework/graph.proto`). Nodes may stand in any order, and TF1 loops are cycles. */
export interface GraphDef {
  readonly nodes: readonly NodeDef[];
  readonly functions: FunctionLibrary;
  readonly versions: { readonly producer: number; readonly minConsumer: number };
}
