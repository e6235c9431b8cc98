import type { ByteSource } from './ByteSource.ts';
import type { GraphDef, OpDef } from './GraphDef.ts';
import type { VariableId } from './ids.ts';
import type { PartialShape } from './Shape.ts';
import type { TfDataType } from './TfDataType.ts';

/** A tensor that a signature takes or gives. */
export interface TensorInfo {
  /** The key in the signature. */
  readonly key: string;
  /** The tensor of the main graph: `serving_default_x:0`. `null` for sparse, ragged and other composite tensors. */
  readonly tensor: string | null;
  readonly dtype: TfDataType;
  /** `null` when the rank is unknown; `null` axes are free. */
  readonly shape: PartialShape | null;
}

/** One way to call the program through its main graph. */
export interface Signature {
  readonly name: string;
  /** In the order of the file's map, which is no order of arguments. */
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** `tensorflow/serving/predict` … */
  readonly method: string;
}

/** Something that a function reads besides its arguments. */
export type Capture =
  /** A variable: `variable` is its id in the artifact; `null` when the file holds no value for it. */
  | { readonly kind: 'variable'; readonly variable: VariableId | null; readonly name: string }
  /** The value of a Const of the main graph. */
  | { readonly kind: 'constant'; readonly node: string }
  /** The path of an asset: an index into `assets`. */
  | { readonly kind: 'asset'; readonly asset: number }
  /** A lookup table or another resource: the node of the object graph. */
  | { readonly kind: 'resource'; readonly object: number }
  /** What the object graph does not let us name. */
  | { readonly kind: 'unknown'; readonly object: number; readonly what: string };

/** A traced function, as the object graph describes it. */
export interface ConcreteFunction {
  /** Name in the library. */
  readonly name: string;
  /** Appended to the arguments that the function takes, in order. */
  readonly captures: readonly Capture[];
  /** The arguments as Python gave them: tensor inputs, and values such as `training` that chose this trace. */
  readonly arguments: StructuredValue | null;
  /** How the flat outputs are put together. */
  readonly result: StructuredValue | null;
}

/** Arguments and results of Python (`tensorflow/core/protobuf/struct.proto`). */
export type StructuredValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: number | bigint | string | boolean }
  | {
      readonly kind: 'tensor';
      readonly name: string;
      readonly dtype: TfDataType;
      readonly shape: PartialShape | null;
    }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly StructuredValue[] }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, StructuredValue> }
  /** A shape, a type specification or another value that no executor needs. */
  | { readonly kind: 'other'; readonly what: string };

/** A node of the saved object graph, as far as an executor asks. Node 0 is the root. */
export interface SavedNode {
  readonly id: number;
  /** `layer_with_weights-0/kernel`: the first and shortest way from the root; `''` for the root. `null` when none leads there. */
  readonly path: string | null;
  readonly kind:
    | 'object'
    | 'asset'
    | 'function'
    | 'variable'
    | 'bare-function'
    | 'constant'
    | 'resource'
    | 'captured-tensor'
    | 'none';
  /** What the writer calls its class: `_tf_keras_layer`, `_generic_user_object`; `null` for what is no user object. */
  readonly identifier: string | null;
  /** Attribute names to node numbers. */
  readonly children: ReadonlyMap<string, number>;
  /** Names of traces, for functions: one for a signature, several for a `tf.function`. */
  readonly functions: readonly string[];
  /** Name of the Const of the main graph, for constants; index of the asset, for assets. */
  readonly operation: string | null;
  readonly asset: number | null;
}

/** A file that the program reads when it starts: a vocabulary. */
export interface Asset {
  /** Path below the folder: `assets/vocab.txt`. */
  readonly path: string;
  /** The tensor of the main graph that stands for the path; `null` when the file does not say. */
  readonly tensor: string | null;
  /** Its bytes. Rejects with `ReadError('missing-part')` when the folder lacks it. */
  open(): Promise<ByteSource>;
}

/**
 * A TensorFlow program as it was saved: graphs, signatures, and what stands behind their variables. Plain data, but for
 * functions and constants that are decoded when they are asked for. Nothing is evaluated by reading it.
 */
export interface TfProgram {
  /** `tf2` has an object graph and functions; `tf1` has named variables in one flat graph. */
  readonly kind: 'tf1' | 'tf2';
  readonly graph: GraphDef;
  /** In the order of the file's map. `__saved_model_init_op` and its like are left out: see `initializers`. */
  readonly signatures: readonly Signature[];
  /** The signature to run: `serving_default`, else the only one; `null` when there is none, or no way to choose. */
  readonly main: Signature | null;
  /** Traces by name: those of `concrete_functions`. Empty for `tf1`. */
  readonly functions: ReadonlyMap<string, ConcreteFunction>;
  /** The saved objects, by number. Empty for `tf1`. */
  readonly objects: readonly SavedNode[];
  /**
   * Variables of the main graph: from the `shared_name` (or node name) of a `VarHandleOp`, or the name of a `VariableV2`, to
   * the id in the artifact. A name that two variables share is left out: then go through the captures.
   */
  readonly variables: ReadonlyMap<string, VariableId>;
  readonly assets: readonly Asset[];
  /** Operations of the main graph that fill tables before the first call (`__saved_model_init_op`, `table_initializer`). */
  readonly initializers: readonly string[];
  /** Operations as the writer declares them (`stripped_op_list`): incomplete in TF2 files. */
  readonly opDefs: ReadonlyMap<string, OpDef>;
  /** `2.15.1`; `null` when the file does not say. */
  readonly tensorflowVersion: string | null;
  /** Keras' own names, where `keras_metadata.pb` tells: object numbers to layer paths. */
  readonly layerOfObject: ReadonlyMap<number, string>;
}
