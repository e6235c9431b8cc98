import type { ModelArtifact } from './ModelArtifact.ts';
import type { Tensor } from './Tensor.ts';
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

/** A file that is open: what it says, and the way to its values. */
export interface OpenModel {
  readonly artifact: ModelArtifact;
  readonly tensors: TensorStore;
  /** Weights without an architecture: the same values under the names of a model's layers. `null` for whole models. */
  readonly borrow: ((architecture: ModelArtifact) => OpenModel) | null;
}
