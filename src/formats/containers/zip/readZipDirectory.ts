import { type ByteSource, ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { decodeUtf8 } from '../decodeUtf8.ts';
import { formatCount } from '../formatCount.ts';
import { checkNames } from './checkNames.ts';
import { findDirectory } from './findDirectory.ts';
import { widened } from './widened.ts';
import type { ZipEntry } from './ZipEntry.ts';

const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;
const HEADER_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;

/**
 * The entries of a zip archive, in the order of its central directory, APPNOTE 4.3.12. Throws `ReadError`: `truncated`
 * when the end is missing, `corrupt` when records contradict each other or names are unsafe, `too-large` above 10,000
 * entries.
 */
export function readZipDirectory(source: ByteSource): ZipEntry[] {
  const { offset, size, count } = findDirectory(source);
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY_BYTES) {
    throw new ReadError('too-large', `The archive has more than ${formatCount(MAX_ENTRIES)} entries.`);
  }
  const cursor = new Cursor(source.view(offset, size), offset, 'the directory of the archive');
  const entries: Listed[] = [];
  while (entries.length < count) entries.push(readHeader(cursor));
  if (cursor.left > 0) throw cursor.fault('holds more entries than it counts');
  checkNames(entries);
  return withLimits(entries, offset);
}

type Listed = Omit<ZipEntry, 'limit'>;

function readHeader(cursor: Cursor): Listed {
  if (cursor.left < HEADER_BYTES) throw cursor.fault('holds fewer entries than it counts');
  cursor.expect('PK\u0001\u0002');
  cursor.skip(4);
  const flags = cursor.u16();
  const method = cursor.u16();
  cursor.skip(4);
  const crc32 = cursor.u32();
  const compressed = cursor.u32();
  const plain = cursor.u32();
  const nameLength = cursor.u16();
  const extraLength = cursor.u16();
  const commentLength = cursor.u16();
  cursor.skip(8);
  const header = cursor.u32();
  const name = decodeUtf8(cursor.take(nameLength));
  const extra = cursor.sub(extraLength);
  cursor.skip(commentLength);
  const [size, compressedSize, headerOffset] = widened([plain, compressed, header], extra);
  return {
    name,
    method,
    flags,
    crc32,
    compressedSize: compressedSize!,
    size: size!,
    headerOffset: headerOffset!,
  };
}

/** Entries must not share bytes: each ends before the next one begins. */
function withLimits(entries: readonly Listed[], directoryAt: number): ZipEntry[] {
  const byOffset = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  const limits = new Map<Listed, number>();
  byOffset.forEach((entry, i) => {
    const limit = byOffset[i + 1]?.headerOffset ?? directoryAt;
    if (entry.headerOffset + LOCAL_HEADER_BYTES + entry.compressedSize > limit) {
      throw new ReadError(
        'corrupt',
        `The archive is damaged: \`${entry.name}\` overlaps with what follows it.`,
        entry.name,
      );
    }
    limits.set(entry, limit);
  });
  return entries.map((entry) => ({ ...entry, limit: limits.get(entry)! }));
}
