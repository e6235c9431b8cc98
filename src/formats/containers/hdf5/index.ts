/** HDF5: our own reader, and h5wasm for what it declines. */
export { openWithH5wasm, type WasmHdf5File } from './h5wasm/openWithH5wasm.ts';
export { openHdf5 } from './openHdf5.ts';
export { type ReadDataset, readDataset } from './readDataset.ts';
export type { Attributes, AttributeValue, Hdf5Dataset, Hdf5File, Hdf5Group, Hdf5Object } from './types.ts';
