import { type ByteSource, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';

/** Refuses `[at, at + length)` when it does not lie inside `source`: `truncated` past its end, `corrupt` otherwise. */
export function checkRange(source: Pick<ByteSource, 'name' | 'size'>, at: number, length: number): void {
  if (!(Number.isSafeInteger(at) && Number.isSafeInteger(length) && at >= 0 && length >= 0)) {
    throw new ReadError('corrupt', `\`${source.name}\` points outside itself.`);
  }
  if (at + length > source.size) {
    const told = `${formatCount(source.size)} of ${formatCount(at + length)} bytes`;
    throw new ReadError(
      'truncated',
      `\`${source.name}\` ends after ${told}. The download may be incomplete.`,
      `byte ${formatCount(at)}`,
    );
  }
}
