/** Files to open models: containers (zip, HDF5, npy) and the layouts that Keras writes into them. It never judges. */
export { blobSource, fdSource, memorySource, type ReadAt, writeNpz } from './containers/index.ts';
export { commonRoot, fileSet, type ListedFile, singleFile } from './fileSet.ts';
export { type NamedArrays, openArrays } from './openArrays.ts';
export { failureOf, openModel } from './openModel.ts';
