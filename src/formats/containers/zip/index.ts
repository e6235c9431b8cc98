/** Zip archives: the directory, entries as sources, and a writer for stored ones. */
export { crc32 } from './crc32.ts';
export { openEntry } from './openEntry.ts';
export { readZipDirectory } from './readZipDirectory.ts';
export { type StoredFile, writeStoredZip } from './writeStoredZip.ts';
export type { ZipEntry } from './ZipEntry.ts';
