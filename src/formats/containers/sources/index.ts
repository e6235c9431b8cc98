/** Where bytes come from: memory, a part of another source, a chosen file in a worker, a file descriptor. */
export { blobSource } from './blobSource.ts';
export { fdSource, type ReadAt } from './fdSource.ts';
export { memorySource } from './memorySource.ts';
export { subSource } from './subSource.ts';
