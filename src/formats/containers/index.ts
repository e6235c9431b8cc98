/**
 * Files as bytes: zip, HDF5, npy and JSON, read with limits and without a word about Keras. What the names inside mean is
 * left to the readers of formats.
 */
export { FlatTable, type FlatVector } from './flatbuffer/FlatTable.ts';
export { formatCount } from './formatCount.ts';
export {
  type Attributes,
  type AttributeValue,
  type Hdf5Dataset,
  type Hdf5File,
  type Hdf5Group,
  type Hdf5Object,
  openHdf5,
  openWithH5wasm,
  type ReadDataset,
  readDataset,
  type WasmHdf5File,
} from './hdf5/index.ts';
export { hasTopKey } from './json/hasTopKey.ts';
export { type JsonOptions, parseJson } from './json/parseJson.ts';
export { type NpyArray, parseNpy, readNpz, writeNpy, writeNpz } from './npy/index.ts';
export { openPickle, readPickle } from './pickle/index.ts';
export { blobSource, fdSource, memorySource, type ReadAt, subSource } from './sources/index.ts';
export {
  type BundleEntry,
  isTable,
  openTensorBundle,
  type TensorBundle,
} from './tensorBundle/index.ts';
export { parseYaml } from './yaml/parseYaml.ts';
export {
  crc32,
  openEntry,
  readZipDirectory,
  type StoredFile,
  writeStoredZip,
  type ZipEntry,
} from './zip/index.ts';
