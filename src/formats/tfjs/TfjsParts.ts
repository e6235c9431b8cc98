import type { FileSet, JsonObject } from '../../model/index.ts';
import type { StoredWeight } from './storedWeights.ts';

/** What the readers of both kinds of TensorFlow.js models need. */
export interface TfjsParts {
  readonly name: string;
  readonly files: FileSet;
  /** model.json, then the weights files in the order of the manifest, each once. */
  readonly paths: readonly string[];
  readonly document: JsonObject;
  readonly weights: readonly StoredWeight[];
}
