import type { ByteSource } from '../../../model/index.ts';
import { checkRange } from './checkRange.ts';
import { roomFor } from './roomFor.ts';

/**
 * Bytes in memory as a source. `origin` is where they lie in the outermost file: 0 when they are that file, `null` when
 * they were inflated from it. `read` copies, so that what it returns may be changed or transferred.
 */
export function memorySource(name: string, content: Uint8Array, origin: number | null = 0): ByteSource {
  // Never a Node Buffer, whose `slice` is a view.
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.length);
  const size = bytes.length;
  const view = (at: number, length: number): Uint8Array => {
    checkRange({ name, size }, at, length);
    return bytes.subarray(at, at + length);
  };
  return {
    name,
    size,
    origin,
    resident: true,
    view,
    read: async (at, length, into) => {
      const found = view(at, length);
      const room = roomFor(length, into);
      room.set(found);
      return room;
    },
  };
}
