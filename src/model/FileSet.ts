import type { ByteSource } from './ByteSource.ts';

/** The files that one model is stored in: a single file, a folder, or a zip of one. */
export interface FileSet {
  /** What the user gave: the file's or the folder's name. */
  readonly name: string;
  /** Paths below the root, `/` between their parts, sorted. */
  readonly paths: readonly string[];
  /** The file that the user pointed at; `null` for a folder, and for several files at once. */
  readonly chosen: string | null;
  /** Bytes of a file; 0 when there is no such path. */
  size(path: string): number;
  /** A file, opened when it is asked for and once. Rejects with `ReadError('missing-part')` when the set lacks it. */
  open(path: string): Promise<ByteSource>;
}
