/** Files to open models: containers (zip, HDF5, npy) and the layouts that Keras writes into them. It never judges. */

export type { NamedArrays } from './arrays/NamedArrays.ts';
export { openArrays } from './arrays/openArrays.ts';
export { type GivenInputs, openInputs } from './arrays/openInputs.ts';
export {
  blobSource,
  fdSource,
  memorySource,
  openPickle,
  type ReadAt,
  readPickle,
  writeNpz,
} from './containers/index.ts';
export { commonRoot, fileSet, type ListedFile, singleFile } from './fileSet.ts';
export { failureOf, openModel } from './openModel.ts';
export { provideWebpCode } from './pictures/webp/webpDecoder.ts';
export { operationsOf } from './tensorflow/withOperations.ts';
