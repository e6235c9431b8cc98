import type { DType } from './DType.ts';
import type { Shape } from './Shape.ts';

/** A tensor as a weights file lists it. */
export interface StoredWeight {
  /** As the file writes it, `:0` and all: `dense/kernel:0`; the number in a `vars` group. */
  readonly name: string;
  /** Where it lies: path of the dataset, key of the checkpoint, name in the manifest. */
  readonly place: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** The legacy HDF5 layout: what loaders go by is the order of its lists. */
export interface LegacyWeights {
  readonly kind: 'legacy';
  /** The writer's version; `null` when the file does not say, which loaders take for Keras 1. */
  readonly kerasVersion: string | null;
  /** In the order of `layer_names`; layers without weights are listed too. Weights in the order of `weight_names`. */
  readonly layers: readonly { readonly name: string; readonly weights: readonly StoredWeight[] }[];
  /** Variables that the model itself owns; `null` where the file has no such group. */
  readonly topLevel: readonly StoredWeight[] | null;
}

/** The v3 HDF5 layout: groups by the path of objects. */
export interface V3Weights {
  readonly kind: 'v3';
  /** Whether it lies in a `.keras` archive. */
  readonly archive: boolean;
  /** Objects that have a `vars` group, by path (`''` is the model), with what lies in it. */
  readonly groups: ReadonlyMap<string, V3Group>;
}

/** One `vars` group. */
export interface V3Group {
  /** The object's own name, as Keras ≥ 3.6 writes it. */
  readonly name: string | null;
  readonly weights: readonly StoredWeight[];
}

/** A checkpoint of TensorFlow 2: objects by number, 0 the root, with the names of their attributes. */
export interface CheckpointWeights {
  readonly kind: 'checkpoint';
  readonly objects: readonly {
    /** In the order of the file, which decides which way to an object counts. */
    readonly children: ReadonlyMap<string, number>;
    /** The value of a variable; `null` for what is none. */
    readonly weight: StoredWeight | null;
  }[];
}

/** Tensors with a name and nothing more: a checkpoint of TensorFlow 1, or the manifest of a TensorFlow.js model. */
export interface NamedWeights {
  readonly kind: 'names' | 'tfjs';
  /** In the order of the file. Optimizer state of a manifest is left out, as TensorFlow.js does. */
  readonly weights: readonly StoredWeight[];
}

/** Weights as a file arranges them, before any model gives them meaning: what loaders really go by. */
export type StoredWeights = LegacyWeights | V3Weights | CheckpointWeights | NamedWeights;
