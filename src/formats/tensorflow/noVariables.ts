import { type FileSet, ReadError } from '../../model/index.ts';
import type { Checkpoint } from './Checkpoint.ts';

/** The checkpoint of a program that has no variables. */
export function noVariables(files: FileSet): Checkpoint {
  return {
    files,
    bundle: {
      entries: new Map(),
      paths: [],
      notes: [],
      stretchOf: () => null,
      partsOf: () => null,
      read: (key) =>
        Promise.reject(
          new ReadError('missing-part', `The SavedModel has no variables; "${key}" is asked for.`),
        ),
    },
    tensors: new Map(),
    graph: null,
    variables: [],
    notes: [],
  };
}
