import { type ByteSource, ReadError } from '../../../../model/index.ts';
import type { Library } from './Library.ts';
import { type LoadedLibrary, loadLibrary } from './loadLibrary.ts';
import { type Mounted, mountSource } from './mountSource.ts';

/** A file that is open in h5wasm. Every call goes through `call`, which turns what it throws into `ReadError`. */
export class WasmFile {
  readonly library: Library;
  readonly id: bigint;
  private readonly loaded: LoadedLibrary;
  private readonly mounted: Mounted;

  private constructor(loaded: LoadedLibrary, mounted: Mounted, id: bigint) {
    this.loaded = loaded;
    this.library = loaded.library;
    this.mounted = mounted;
    this.id = id;
  }

  /** Opens a source. Rejects with `ReadError('corrupt')`, and what the library said as the cause. */
  static async open(source: ByteSource): Promise<WasmFile> {
    const loaded = await loadLibrary();
    const mounted = mountSource(loaded.library.FS, source);
    loaded.complaints();
    const id = opened(loaded.library, mounted.path);
    if (id >= 0n) return new WasmFile(loaded, mounted, id);
    const cause = mounted.failure() ?? new Error(loaded.complaints());
    mounted.unmount();
    throw cause instanceof ReadError
      ? cause
      : new ReadError('corrupt', `\`${source.name}\` cannot be opened.`, null, cause);
  }

  /** Runs one call of the library; what it threw, and what it printed, become the cause of a `ReadError('corrupt')`. */
  call<T>(path: string, run: (library: Library, file: bigint) => T): T {
    this.loaded.complaints();
    try {
      return run(this.library, this.id);
    } catch (thrown) {
      const known = this.mounted.failure();
      if (known instanceof ReadError) throw known;
      const said = this.loaded.complaints();
      const cause = said === '' ? thrown : new Error(said, { cause: thrown });
      if (thrown instanceof ReadError)
        throw new ReadError(thrown.code, thrown.message, thrown.where ?? path, cause);
      throw new ReadError('corrupt', `The file is damaged: \`${path}\` cannot be read.`, path, cause);
    }
  }

  close(): void {
    this.library.close_file(this.id);
    this.mounted.unmount();
  }
}

function opened(library: Library, path: string): bigint {
  try {
    return library.open(path);
  } catch {
    return -1n;
  }
}
