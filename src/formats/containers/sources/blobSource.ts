import { type ByteSource, ReadError } from '../../../model/index.ts';
import { blobBytes } from './blobBytes.ts';
import { checkRange } from './checkRange.ts';
import { memorySource } from './memorySource.ts';
import { PageCache } from './PageCache.ts';

/** A file of up to this many bytes is read once and kept: that takes no longer than a hundred small reads. */
const RESIDENT_BYTES = 128 * 2 ** 20;

/**
 * A file that the user chose, for use inside a worker: `view` needs `FileReaderSync`, which pages do not have. A small
 * file is kept in memory, of a large one the pages that were looked at. A file that was changed, moved or deleted since
 * rejects with `ReadError('missing-part')`.
 */
export async function blobSource(blob: Blob, name: string): Promise<ByteSource> {
  return blob.size <= RESIDENT_BYTES ? memorySource(name, await loaded(blob, name)) : pagedSource(blob, name);
}

function pagedSource(blob: Blob, name: string): ByteSource {
  const file = { name, size: blob.size };
  const cache = new PageCache(blob.size, (at, length) => {
    try {
      return new Uint8Array(new (syncReader())().readAsArrayBuffer(blob.slice(at, at + length)));
    } catch (cause) {
      throw explained(cause, name);
    }
  });
  return {
    ...file,
    origin: 0,
    resident: false,
    view: (at, length) => {
      checkRange(file, at, length);
      return cache.view(at, length);
    },
    read: async (at, length, into) => {
      checkRange(file, at, length);
      return loaded(blob.slice(at, at + length), name, into);
    },
  };
}

type SyncReader = new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** Looked up by name: only a worker's global scope has it, and the types of the others do not know it. */
function syncReader(): SyncReader {
  const { FileReaderSync: found } = globalThis as { readonly FileReaderSync?: SyncReader };
  if (found === undefined) throw new Error('blobSource needs a worker: FileReaderSync is missing here.');
  return found;
}

async function loaded(piece: Blob, name: string, into?: Uint8Array): Promise<Uint8Array> {
  try {
    return await blobBytes(piece, into);
  } catch (cause) {
    throw explained(cause, name);
  }
}

const GONE: ReadonlySet<string> = new Set(['NotReadableError', 'NotFoundError']);

function explained(cause: unknown, name: string): unknown {
  if (!(cause instanceof Error && GONE.has(cause.name))) return cause;
  return new ReadError(
    'missing-part',
    `\`${name}\` changed on disk, or was moved, after it was chosen. Choose it again.`,
    null,
    cause,
  );
}
