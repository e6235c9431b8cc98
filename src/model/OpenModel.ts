import type { NodeId } from './Graph.ts';
import type { LayerId } from './ids.ts';
import type { ModelArtifact } from './ModelArtifact.ts';
import type { StoredWeights } from './StoredWeights.ts';
import type { Tensor } from './Tensor.ts';
import type { TfjsFile } from './TfjsFile.ts';
import type { TfSubgraph } from './TfModel.ts';
import type { TfProgram } from './TfProgram.ts';
import type { Variable } from './Variable.ts';

/** Values, read when they are asked for and only then. */
export interface TensorStore {
  /** The whole tensor. Rejects with a `ReadError` when the file does not hold what it promised. */
  read(variable: Variable): Promise<Tensor>;
  /**
   * Bytes `[from, from + length)` of a variable, for streaming; `from` counts from the tensor's first byte. Only for
   * contiguous storage. The bytes may be a view that the next call overwrites.
   */
  readRange(variable: Variable, from: number, length: number): Promise<Uint8Array>;
  /** SHA-256 of the whole file, 64 hexadecimal digits. */
  fingerprint(): Promise<string>;
  close(): Promise<void>;
}

/** What a layer keeps in files of its own, read when it is asked for: `{vocabulary}`, tensors of text. */
export type AssetStore = (layer: LayerId) => Promise<Readonly<Record<string, Tensor>>>;

/** A file that is open: what it says, and the way to its values. */
export interface OpenModel {
  readonly artifact: ModelArtifact;
  readonly tensors: TensorStore;
  /** Texts beside the weights, by layer: the vocabulary that a lookup was adapted to. `null` when the file has none. */
  readonly assets: AssetStore | null;
  /** Weights without an architecture: the same values under the names of a model's layers. `null` for whole models. */
  readonly borrow: ((architecture: ModelArtifact) => OpenModel) | null;
  /** The weights as the file arranges them, which is what Keras' loaders go by; absent where none reads such a file. */
  readonly stored?: () => StoredWeights;
  /** What TensorFlow.js itself would load, where the file is one of its own. */
  readonly tfjs?: TfjsFile;
  /** What the calls of the graph compute, where it is made of TensorFlow operations. */
  readonly operations?: ReadonlyMap<NodeId, TfSubgraph>;
  /** The TensorFlow graph, where the file is a SavedModel. */
  readonly program?: TfProgram;
}
