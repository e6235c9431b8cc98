import type { ByteSource } from '../../../../model/index.ts';
import type { FileSystem } from './Library.ts';

/** Input/output error, in the numbering of emscripten's file system. */
const EIO = 29;

let mounted = 0;

/** A source as a file of h5wasm's file system: its path, and what went wrong while it was read. */
export interface Mounted {
  readonly path: string;
  /** The first error that the source threw; `null` when reading went well. */
  failure(): unknown;
  unmount(): void;
}

/** Lets h5wasm read a source through the source's own page cache, without a copy of the file in its memory. */
export function mountSource(fs: FileSystem, source: ByteSource): Mounted {
  const name = `source-${mounted++}`;
  const path = `/${name}`;
  let failure: unknown = null;
  const node = fs.createFile('/', name, {}, true, false);
  Object.defineProperty(node, 'usedBytes', { get: () => source.size });
  node.stream_ops = {
    ...node.stream_ops,
    read: (_, into, offset, length, position) => {
      const count = Math.max(0, Math.min(length, source.size - position));
      try {
        into.set(source.view(position, count), offset);
      } catch (cause) {
        failure ??= cause;
        throw new fs.ErrnoError(EIO);
      }
      return count;
    },
  };
  return { path, failure: () => failure, unmount: () => fs.unlink(path) };
}
