import type { LayerId } from './ids.ts';
import type { Json } from './Json.ts';
import type { PartialShape } from './Shape.ts';

/** `layer` for the first call of a layer, `layer#1`, `layer#2` … for further ones. */
export type NodeId = string;

/** One tensor of the graph: output number `output` of node `node`. */
export interface TensorRef {
  readonly node: NodeId;
  readonly output: number;
}

/** An argument of a call: tensors anywhere inside, constants elsewhere. */
export type Argument =
  /** `mask`: what a call of a nested model states for this input, over what the tensor carries. */
  | { readonly kind: 'tensor'; readonly ref: TensorRef; readonly mask?: TensorRef }
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'list'; readonly items: readonly Argument[] }
  | { readonly kind: 'dict'; readonly entries: Readonly<Record<string, Argument>> };

/** One call of one layer. Nested models do not appear: their calls are inlined, with their path in the layer's id. */
export interface GraphNode {
  readonly id: NodeId;
  readonly layer: LayerId;
  /** 0 for the layer's first call, 1 for the second … */
  readonly call: number;
  readonly args: readonly Argument[];
  readonly kwargs: Readonly<Record<string, Argument>>;
}

/** A model's input or output as its user sees it. */
export interface Port {
  readonly name: string;
  readonly ref: TensorRef;
  /** Shape with the batch axis first; `null` axes are free. Empty when the file does not say. */
  readonly shape: PartialShape;
  readonly dtype: string;
}

/** One call of a nested model: which tensors it hands back. */
export interface ModelCall {
  /** The nested model's layer id, `#1`, `#2` … for further calls. */
  readonly id: NodeId;
  readonly layer: LayerId;
  readonly call: number;
  readonly outputs: readonly TensorRef[];
}

/** A model's computation. Nodes stand in an order in which every reference points backwards. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Which ports are known by their keys alone: they stand in no order that the model's user knows. */
  readonly keyed?: readonly ('inputs' | 'outputs')[];
  /** Calls of nested models, whose own nodes are inlined above. */
  readonly models: readonly ModelCall[];
}
