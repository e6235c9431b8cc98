import { type ByteSource, ReadError, type Storage } from '../../../../model/index.ts';
import type { Attributes, Hdf5Dataset, Hdf5File, Hdf5Group, Hdf5Object } from '../types.ts';
import { dtypeOfMetadata } from './dtypeOfMetadata.ts';
import { readWasmAttribute } from './readWasmAttribute.ts';
import { readWasmDataset } from './readWasmDataset.ts';
import { WasmFile } from './WasmFile.ts';

/** h5wasm gives no addresses, so a group that contains itself can only be told by how deep it goes. */
const MAX_DEPTH = 64;

/** A file open in h5wasm; `close` gives back what the C library holds. */
export interface WasmHdf5File extends Hdf5File {
  close(): void;
}

/**
 * Opens an HDF5 file with h5wasm, behind the interface of our own reader, for files that ours declines as a whole. Rejects
 * with `ReadError`. It knows no places: `storage` is always `inflated`.
 */
export async function openWithH5wasm(source: ByteSource): Promise<WasmHdf5File> {
  const file = await WasmFile.open(source);
  return { root: groupOf(file, '', 0), close: () => file.close() };
}

function groupOf(file: WasmFile, path: string, depth: number): Hdf5Group {
  let names: readonly string[] | null = null;
  const list = (): readonly string[] => {
    names ??= file.call(path, (library, id) => library.get_names(id, `/${path}`, false));
    return names;
  };
  return {
    kind: 'group',
    path,
    attributes: attributesOf(file, path),
    get names() {
      return list();
    },
    get: (name) =>
      list().includes(name) ? memberOf(file, path === '' ? name : `${path}/${name}`, depth + 1) : null,
  };
}

function memberOf(file: WasmFile, path: string, depth: number): Hdf5Object {
  if (depth > MAX_DEPTH)
    throw new ReadError('too-large', `Groups are nested more than ${MAX_DEPTH} deep.`, path);
  const full = `/${path}`;
  const isLink = file.call(path, (library, id) => {
    return (
      library.get_symbolic_link(id, full) !== null ||
      library.get_external_link(id, full).filename !== undefined
    );
  });
  if (isLink)
    throw new ReadError(
      'unsupported-feature',
      `\`${path}\` is a soft or external link, which is not followed.`,
      path,
    );
  const type = file.call(path, (library, id) => library.get_type(id, full));
  if (type === file.library.H5G_GROUP) return groupOf(file, path, depth);
  if (type === file.library.H5G_DATASET) return datasetOf(file, path);
  throw new ReadError('unsupported-feature', `\`${path}\` is neither a group nor a dataset.`, path);
}

function datasetOf(file: WasmFile, path: string): Hdf5Dataset {
  const metadata = file.call(path, (library, id) => library.get_dataset_metadata(id, `/${path}`));
  if (metadata.virtual_sources !== undefined && metadata.virtual_sources !== null) {
    throw new ReadError('unsupported-feature', `\`${path}\` is put together from other datasets.`, path);
  }
  const storage: Storage['layout'] = { kind: 'inflated', why: 'the file was read through h5wasm' };
  return {
    kind: 'dataset',
    path,
    attributes: attributesOf(file, path),
    dtype: dtypeOfMetadata(metadata, path),
    shape: metadata.shape ?? [0],
    byteLength: metadata.size * metadata.total_size,
    storage,
    needsLibrary: false,
    read: async () => readWasmDataset(file, path),
  };
}

function attributesOf(file: WasmFile, path: string): Attributes {
  const full = `/${path}`;
  let names: readonly string[] | null = null;
  const list = (): readonly string[] => {
    names ??= file.call(path, (library, id) => library.get_attribute_names(id, full));
    return names;
  };
  return {
    get names() {
      return list();
    },
    get: (name) => (list().includes(name) ? readWasmAttribute(file, full, name) : undefined),
  };
}
