import { decodeUtf8 } from '../../decodeUtf8.ts';
import type { Library } from './Library.ts';

const STANDARD_ERROR = 2;
const MAX_MESSAGES = 4096;

/** h5wasm, loaded, and what it has complained about since it was last asked. */
export interface LoadedLibrary {
  readonly library: Library;
  /** The newest messages of the C library, at most 4,096 characters; asking clears them. */
  complaints(): string;
}

let loading: Promise<LoadedLibrary> | null = null;

/**
 * Loads h5wasm, once. Its error stream is kept instead of printed: `open` and failed reads say nothing else about why.
 * 4 MB of code, so nothing else may import it.
 */
export function loadLibrary(): Promise<LoadedLibrary> {
  loading ??= load();
  return loading;
}

async function load(): Promise<LoadedLibrary> {
  const { ready } = await import('h5wasm');
  const library = (await ready) as unknown as Library;
  let said = '';
  const stream = library.FS.streams[STANDARD_ERROR]!;
  const write: Library['FS']['streams'][number]['stream_ops']['write'] = (_, from, offset, length) => {
    said = (said + decodeUtf8(from, offset, offset + length)).slice(-MAX_MESSAGES);
    return length;
  };
  stream.stream_ops = { ...stream.stream_ops, write };
  return {
    library,
    complaints: () => {
      const all = said;
      said = '';
      return all;
    },
  };
}
