import { type ByteSource, ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { formatCount } from '../formatCount.ts';

const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const LOCATOR_BYTES = 20;
const UNSET_16 = 0xffff;
const UNSET_32 = 0xffff_ffff;

/** Where the central directory is, and how many entries it says it has. */
export interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

interface End extends Directory {
  /** Where the record itself begins: right after the directory. */
  readonly at: number;
}

/**
 * Finds the end of the archive: the record of APPNOTE 4.3.16, or for archives above 4 GiB the one of 4.3.14. Throws
 * `ReadError('truncated')` when there is none and `corrupt` when the directory is not where it should be.
 */
export function findDirectory(source: ByteSource): Directory {
  const tailLength = Math.min(source.size, END_BYTES + MAX_COMMENT);
  const tailAt = source.size - tailLength;
  const at = findEnd(source.view(tailAt, tailLength));
  if (at === null) {
    throw new ReadError(
      'truncated',
      `The end of the archive is missing: \`${source.name}\` is truncated. The download may be incomplete.`,
      `byte ${formatCount(source.size)}`,
    );
  }
  const end = readEnd(source, tailAt + at);
  if (end.offset + end.size !== end.at) {
    const found = `${formatCount(end.at)} instead of ${formatCount(end.offset + end.size)}`;
    throw new ReadError(
      'corrupt',
      `The archive is damaged: its directory ends at byte ${found}.`,
      `byte ${formatCount(end.at)}`,
    );
  }
  return end;
}

/** The last place where the signature stands and the comment that follows fits. */
function findEnd(tail: Uint8Array): number | null {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    const isEnd = tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6;
    if (isEnd && at + END_BYTES + (tail[at + 20]! | (tail[at + 21]! << 8)) <= tail.length) return at;
  }
  return null;
}

function readEnd(source: ByteSource, at: number): End {
  const cursor = new Cursor(source.view(at, END_BYTES), at, 'the end of the archive');
  cursor.skip(4);
  const disks = cursor.u16() | cursor.u16();
  cursor.skip(2);
  const count = cursor.u16();
  const size = cursor.u32();
  const offset = cursor.u32();
  const large = readLargeEnd(source, at, count === UNSET_16 || size === UNSET_32 || offset === UNSET_32);
  if (large !== null) return large;
  if (disks !== 0) throw new ReadError('unsupported-feature', 'The archive is split over several files.');
  return { at, count, size, offset };
}

/** APPNOTE 4.3.14 and 4.3.15, when a locator stands before the end record. */
function readLargeEnd(source: ByteSource, endAt: number, isNeeded: boolean): End | null {
  const locatorAt = endAt - LOCATOR_BYTES;
  if (!isNeeded || locatorAt < 0) return null;
  const locator = new Cursor(source.view(locatorAt, LOCATOR_BYTES), locatorAt, 'the end of the archive');
  if (locator.u32() !== 0x07064b50) return null;
  locator.skip(4);
  const at = locator.uint(8);
  if (at + 56 > locatorAt) throw locator.fault('points outside of the archive');
  const record = new Cursor(source.view(at, 56), at, 'the end of the archive');
  record.expect('PK\u0006\u0006');
  record.skip(28);
  const count = record.uint(8);
  const size = record.uint(8);
  return { at, count, size, offset: record.uint(8) };
}
