/** Decompressors that the platform does not have, each within a limit of what may come out. */
export { bunzip2 } from './bunzip2.ts';
export { unlz4 } from './unlz4.ts';
export { unlzma } from './unlzma.ts';
export { unxz } from './unxz.ts';
