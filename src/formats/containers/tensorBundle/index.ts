/** TensorFlow's tensor bundle: a table of names and the files of values beside it. */
export type { BundleEntry } from './BundleEntry.ts';
export type { Block } from './blockParts.ts';
export { crc32c, masked } from './crc32c.ts';
export { openTensorBundle } from './openTensorBundle.ts';
export { isTable } from './readTable.ts';
export { mismatch } from './readTensor.ts';
export type { Stretch, TensorBundle } from './TensorBundle.ts';
