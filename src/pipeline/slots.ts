import { blobSource, commonRoot, fileSet, type NamedArrays } from '../formats/index.ts';
import { type ByteSource, type FileSet, type OpenModel, ReadError } from '../model/index.ts';
import type { BackendSettings, CustomLayers } from '../run/index.ts';
import type { HostFile } from './Pipeline.ts';
import type { Scaler } from './scalers.ts';

/** What stands in the slots. */
export interface Slots {
  a: OpenModel | null;
  b: OpenModel | null;
  inputs: { readonly name: string; readonly arrays: NamedArrays } | null;
  reference: { readonly name: string; readonly arrays: NamedArrays } | null;
  /** Preprocessing that belongs to a side. */
  'scaler-a': Scaler | null;
  'scaler-b': Scaler | null;
  /** Code for layers that Keras does not have. */
  custom: CustomLayers | null;
}

/** What the host tells about where it runs. */
export interface RunHost {
  /** Addresses of the WebAssembly files of TensorFlow.js, by name; a folder in Node. */
  readonly wasmUrls: string | Readonly<Record<string, string>>;
  /** Code for layers that Keras does not have, where the user supplied some. */
  readonly custom?: CustomLayers | null;
  /** Hears that the graphics card was taken away while something ran on it: results are no good, start again. */
  onBackendLost?(because: string): void;
  /** Imports a module of custom layers that the user agreed to run; absent where that is not possible. */
  loadModule?(file: HostFile): Promise<Readonly<Record<string, unknown>>>;
}

/** What the executor needs to know of a host. */
export function backendSettings({ wasmUrls, onBackendLost }: RunHost): BackendSettings {
  return { wasmPaths: wasmUrls, ...(onBackendLost ? { onLost: onBackendLost } : {}) };
}

/** The files that a host hands over, as one set. A folder that holds all of them gives the set its name. */
export function filesOf(files: readonly HostFile[]): FileSet {
  const chosen = files.filter(({ beside }) => !beside);
  const [first] = chosen;
  if (!first) throw new ReadError('not-a-model', 'No file was given.');
  const root = commonRoot(files.map(({ path }) => path));
  const listed = files.map((file) => ({
    path: file.path.slice(root.length),
    size: file.blob.size,
    open: () => sourceOf(file),
  }));
  const alone = chosen.length === 1 ? first.path.slice(root.length) : null;
  return fileSet(alone === null && root ? root.slice(0, -1) : first.name, listed, alone);
}

/** The one file that holds inputs, recorded predictions or custom layers. */
export function onlyFile(files: readonly HostFile[]): HostFile {
  const [only, ...more] = files;
  if (only && more.length === 0) return only;
  throw new ReadError('not-a-model', `One file is expected here; ${files.length} were given.`);
}

/** The bytes behind a host's file. */
export async function sourceOf({ name, blob }: HostFile): Promise<ByteSource> {
  return blob instanceof Blob ? blobSource(blob, name) : blob;
}
