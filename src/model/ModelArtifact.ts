import type { Graph } from './Graph.ts';
import type { JsonObject } from './Json.ts';
import type { Layer } from './Layer.ts';
import type { Variable } from './Variable.ts';

/** The file formats that can be opened. */
export type FormatId =
  | 'keras-v3'
  | 'keras-h5'
  | 'weights-v3'
  | 'weights-legacy'
  | 'tfjs-layers'
  | 'tfjs-graph'
  | 'saved-model'
  | 'architecture'
  | 'checkpoint'
  | 'safetensors'
  | 'tflite'
  | 'onnx';

/** What a file holds: a whole model, weights that need an architecture from the other side, or only that. */
export type Holds = 'model' | 'weights' | 'architecture';

/** Who wrote the file, as the file states it; `null` where it does not. */
export interface Producer {
  /** `3.15.1`, `2.15.0`, `2.4.0` (a `-tf` suffix is kept). */
  readonly kerasVersion: string | null;
  /** `tensorflow`, `jax`, `theano` … */
  readonly backend: string | null;
  /** `2026-11-02@10:11:12`, local time of the writer. */
  readonly savedAt: string | null;
}

/** Something the reader skipped, repaired or could not name. Shown to the user. */
export interface ReadNote {
  readonly code: string;
  readonly message: string;
  readonly where: string | null;
}

/** Everything a file says about its model but the values. Plain data: it crosses to a worker and into a report unchanged. */
export interface ModelArtifact {
  readonly name: string;
  readonly format: FormatId;
  readonly holds: Holds;
  readonly byteLength: number;
  readonly producer: Producer;
  /** The class of the root: `Sequential`, `Functional`, a subclass; `null` for weights. */
  readonly className: string | null;
  /** The root's serialised config as the file holds it; `null` for weights. */
  readonly config: JsonObject | null;
  /** Layers in config order, nested ones after the model that holds them. Empty when the file holds weights only. */
  readonly layers: readonly Layer[];
  /** The computation; or why there is none. */
  readonly graph: Graph | { readonly missing: string };
  readonly variables: readonly Variable[];
  /** Loss, metrics and optimizer settings; `null` when the model was not compiled. */
  readonly compile: JsonObject | null;
  readonly notes: readonly ReadNote[];
}

/** Whether the computation is known. */
export function hasGraph<T extends ModelArtifact>(artifact: T): artifact is T & { readonly graph: Graph } {
  return 'nodes' in artifact.graph;
}
