import type { ByteSource } from '../../../model/index.ts';
import { checkRange } from './checkRange.ts';
import { PageCache } from './PageCache.ts';
import { roomFor } from './roomFor.ts';

/** Fills `into` with the bytes from `at` on; throws when they cannot be had in full. */
export type ReadAt = (at: number, into: Uint8Array) => void;

/** A source over positioned synchronous reads: Node hands in `readSync` on a file descriptor, so that none is needed here. */
export function fdSource(name: string, size: number, readAt: ReadAt): ByteSource {
  const file = { name, size };
  const cache = new PageCache(size, (at, length) => {
    const bytes = new Uint8Array(length);
    readAt(at, bytes);
    return bytes;
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
      const room = roomFor(length, into);
      readAt(at, room);
      return room;
    },
  };
}
