import type { NamedArrays } from '../formats/index.ts';
import { type OpenModel, ReadError } from '../model/index.ts';
import type { CustomLayers } from '../run/index.ts';
import type { HostFile } from './Pipeline.ts';

/** What stands in the slots. */
export interface Slots {
  a: OpenModel | null;
  b: OpenModel | null;
  inputs: { readonly name: string; readonly arrays: NamedArrays } | null;
  reference: { readonly name: string; readonly arrays: NamedArrays } | null;
}

/** What the host tells about where it runs. */
export interface RunHost {
  /** Addresses of the WebAssembly files of TensorFlow.js, by name; a folder in Node. */
  readonly wasmUrls: string | Readonly<Record<string, string>>;
  /** Code for layers that Keras does not have, where the user supplied some. */
  readonly custom?: CustomLayers | null;
}

/** The one file that a slot takes. A folder is searched for the only model in it. */
export function slotFile(files: readonly HostFile[]): HostFile {
  const [only, ...more] = files;
  if (!only) throw new ReadError('not-a-model', 'No file was given.');
  if (more.length === 0) return only;
  const models = files.filter(({ name }) => /\.(keras|h5|hdf5)$/i.test(name));
  if (models.length === 1) return models[0] as HostFile;
  const found =
    models.length === 0
      ? 'none'
      : models
          .map(({ path }) => path)
          .slice(0, 3)
          .join(', ');
  throw new ReadError(
    'not-a-model',
    `The folder holds ${files.length} files and ${models.length === 0 ? 'no' : 'more than one'} model (${found}). Open one .keras or .h5 file.`,
  );
}
