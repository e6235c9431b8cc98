import type { ByteSource } from '../../../model/index.ts';
import { checkRange } from './checkRange.ts';

/** Bytes `[at, at + length)` of another source, without a copy; origins add up. Throws `ReadError('truncated')` past its end. */
export function subSource(source: ByteSource, at: number, length: number, name: string): ByteSource {
  checkRange(source, at, length);
  const inside = { name, size: length };
  return {
    ...inside,
    origin: source.origin === null ? null : source.origin + at,
    resident: source.resident,
    view: (from, count) => {
      checkRange(inside, from, count);
      return source.view(at + from, count);
    },
    read: async (from, count, into) => {
      checkRange(inside, from, count);
      return source.read(at + from, count, into);
    },
  };
}
