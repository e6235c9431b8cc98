import { ReadError } from '../../model/index.ts';
import { formatCount } from './formatCount.ts';

/** What is to be inflated: `deflate` with zlib's header and checksum, as in HDF5, `deflate-raw`, as in zip, or `gzip`. */
export interface Compressed {
  readonly format: 'deflate' | 'deflate-raw' | 'gzip';
  /** What it is, for messages: ``a chunk of `kernel` ``. */
  readonly what: string;
  /** The compressed bytes, piece by piece; `null` after the last. */
  next(): Promise<Uint8Array | null>;
}

/**
 * Inflates to at most `limit` bytes, stopping as soon as there are more: memory grows with what really comes out, never
 * with what the file promises. Throws `ReadError('corrupt')` for broken data and `ReadError('too-large')` above the limit.
 */
export async function inflate(compressed: Compressed, limit: number): Promise<Uint8Array> {
  const input = new ReadableStream<BufferSource>({
    pull: async (controller) => {
      const piece = await compressed.next();
      if (piece === null) controller.close();
      else controller.enqueue(piece as Uint8Array<ArrayBuffer>);
    },
  });
  const reader = input.pipeThrough(new DecompressionStream(compressed.format)).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const part = await nextPart(reader, compressed.what);
    if (part === null) return joined(parts, length);
    length += part.length;
    if (length > limit) {
      await reader.cancel().catch(() => undefined);
      throw new ReadError(
        'too-large',
        `${compressed.what} unpacks to more than ${formatCount(limit)} bytes, which is all that it may hold.`,
      );
    }
    parts.push(part);
  }
}

async function nextPart(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  what: string,
): Promise<Uint8Array | null> {
  try {
    const { done, value } = await reader.read();
    return done ? null : value;
  } catch (cause) {
    if (cause instanceof ReadError) throw cause;
    throw new ReadError(
      'corrupt',
      `${what} cannot be inflated: its compressed data is damaged.`,
      null,
      cause,
    );
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
