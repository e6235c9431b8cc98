import { roomFor } from './roomFor.ts';

/** Below this a stream costs more than it saves. */
const STREAMED_BYTES = 2 ** 20;

/**
 * The bytes of a blob, in the memory of `into` when that is large enough; it is detached. Rejects as `arrayBuffer` does.
 *
 * A stream writes into our memory what the browser's file process reads. `arrayBuffer` takes new memory for every piece,
 * twice its size for a while, and leaves it to the garbage collector: it is for small pieces, for browsers that cannot
 * fill memory of ours, and for streams that break, because it says why.
 */
export async function blobBytes(blob: Blob, into?: Uint8Array): Promise<Uint8Array> {
  const { size } = blob;
  const reader = size < STREAMED_BYTES ? null : byteReader(blob);
  const streamed = reader && (await filled(reader, roomFor(size, into)).catch(() => null));
  if (streamed) return streamed;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (into === undefined || into.length < size) return bytes;
  into.set(bytes);
  return into.subarray(0, size);
}

/** `null` where the streams of blobs are not streams of bytes. */
function byteReader(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** Streams that are being read: Chromium collects one that nobody else refers to, and its read never ends. */
const underWay = new Set<ReadableStreamBYOBReader>();

async function filled(reader: ReadableStreamBYOBReader, room: Uint8Array): Promise<Uint8Array> {
  const { byteOffset: start, length: size } = room;
  underWay.add(reader);
  try {
    let memory = room.buffer as ArrayBuffer;
    for (let length = 0; length < size; ) {
      const { value, done } = await reader.read(new Uint8Array(memory, start + length, size - length));
      if (done) throw new RangeError(`Expected ${size} bytes, found ${length}.`);
      memory = value.buffer;
      length += value.length;
    }
    await reader.cancel();
    return new Uint8Array(memory, start, size);
  } finally {
    underWay.delete(reader);
  }
}
