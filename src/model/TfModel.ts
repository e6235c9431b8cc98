import type { Graph, NodeId } from './Graph.ts';
import type { AttrValue } from './GraphDef.ts';
import type { LayerId } from './ids.ts';
import type { Layer } from './Layer.ts';
import type { ReadNote } from './ModelArtifact.ts';
import type { Variable } from './Variable.ts';

/**
 * One operation of a TensorFlow graph that was made ready to run: calls are inlined, variables are placeholders, tensors are
 * named `node:0` throughout. Its attributes are complete: what the writer left out stands at TensorFlow's default.
 */
export interface TfNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attrs: ReadonlyMap<string, AttrValue>;
}

/** Operations that belong to one call of one layer. Every tensor that they read is in here: as a placeholder, if need be. */
export interface TfSubgraph {
  readonly nodes: readonly TfNode[];
  /** Placeholders for the tensors that the call is given, in the order of its arguments. */
  readonly inputs: readonly string[];
  /** Placeholders for variables, and which weight of which layer stands in each. */
  readonly weights: ReadonlyMap<string, { readonly layer: LayerId; readonly role: string }>;
  /** Tensors that the call puts out: `node:0`. */
  readonly outputs: readonly string[];
  /** Why it cannot run, where that is known from the file alone. */
  readonly stop: string | null;
}

/** A TensorFlow graph as a graph of layers: one node for every call of a layer, whose operations are in `calls`. */
export interface TfModel {
  readonly layers: readonly Layer[];
  /** The file's variables, as these layers own them. */
  readonly variables: readonly Variable[];
  readonly graph: Graph;
  readonly calls: ReadonlyMap<NodeId, TfSubgraph>;
  readonly notes: readonly ReadNote[];
}
