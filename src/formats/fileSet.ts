import { type ByteSource, type FileSet, ReadError } from '../model/index.ts';
import { openEntry, type ZipEntry } from './containers/index.ts';

/** A file before it is opened. */
export interface ListedFile {
  /** Path below the root, `/` between its parts. */
  readonly path: string;
  readonly size: number;
  readonly open: () => ByteSource | Promise<ByteSource>;
}

/** A set of files under one root; each is opened when it is asked for, and once. */
export function fileSet(name: string, files: readonly ListedFile[], chosen: string | null = null): FileSet {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const opened = new Map<string, Promise<ByteSource>>();
  return {
    name,
    chosen,
    paths: [...byPath.keys()].sort(),
    size: (path) => byPath.get(path)?.size ?? 0,
    open(path) {
      const known = opened.get(path);
      if (known) return known;
      const file = byPath.get(path);
      if (!file) return Promise.reject(absent(name, path, chosen));
      const source = Promise.resolve().then(file.open);
      opened.set(path, source);
      return source;
    },
  };
}

/** One file by itself. */
export function singleFile(source: ByteSource): FileSet {
  const file = { path: source.name, size: source.size, open: () => source };
  return fileSet(source.name, [file], source.name);
}

/** The files of a zip archive, as if it were unpacked. A folder that holds everything is left out of the paths. */
export function zippedFiles(archive: ByteSource, entries: readonly ZipEntry[]): FileSet {
  const files = entries.filter((entry) => !entry.name.endsWith('/'));
  const root = commonRoot(files.map((entry) => entry.name));
  const listed = files.map((entry) => ({
    path: entry.name.slice(root.length),
    size: entry.size,
    open: () => openEntry(archive, entry),
  }));
  return fileSet(archive.name, listed);
}

/** `folder/` when every path lies below one folder, else nothing. */
export function commonRoot(paths: readonly string[]): string {
  const [first] = paths;
  const end = first?.indexOf('/') ?? -1;
  if (first === undefined || end < 0) return '';
  const root = first.slice(0, end + 1);
  return paths.every((path) => path.startsWith(root)) ? root : '';
}

function absent(name: string, path: string, chosen: string | null): ReadError {
  const advice =
    chosen === null
      ? 'Open the folder with all files that were saved together.'
      : `Open it together with ${chosen}: all the files that were saved, or their folder.`;
  return new ReadError('missing-part', `\`${path}\` is missing from \`${name}\`. ${advice}`, path);
}
