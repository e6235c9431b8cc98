import { type ByteSource, ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { decodeUtf8 } from '../decodeUtf8.ts';
import { widened } from './widened.ts';
import type { ZipEntry } from './ZipEntry.ts';

const HEADER_BYTES = 30;

/** Sizes and CRC stand after the data instead, APPNOTE 4.4.4, bit 3. */
const DESCRIBED_LATER = 8;

/**
 * Where the data of an entry begins. Refuses with `ReadError('corrupt')` a local header, APPNOTE 4.3.7, that says something
 * else than the directory, and data that runs into the next entry.
 */
export function readLocalHeader(source: ByteSource, entry: ZipEntry): number {
  const { headerOffset, limit, name } = entry;
  const cursor = new Cursor(
    source.view(headerOffset, HEADER_BYTES),
    headerOffset,
    `the header of \`${name}\``,
  );
  cursor.expect('PK\u0003\u0004');
  cursor.skip(2);
  const flags = cursor.u16();
  const method = cursor.u16();
  cursor.skip(4);
  const crc = cursor.u32();
  const compressed = cursor.u32();
  const plain = cursor.u32();
  const nameLength = cursor.u16();
  const extraLength = cursor.u16();
  const dataAt = headerOffset + HEADER_BYTES + nameLength + extraLength;
  if (dataAt + entry.compressedSize > limit) throw cursor.fault('runs into what follows');
  const restAt = headerOffset + HEADER_BYTES;
  const rest = new Cursor(source.view(restAt, nameLength + extraLength), restAt, cursor.what);
  const localName = decodeUtf8(rest.take(nameLength));
  const [size, compressedSize] = widened([plain, compressed], rest.sub(extraLength));
  const agrees =
    localName === name &&
    method === entry.method &&
    (flags & DESCRIBED_LATER ||
      (size === entry.size && compressedSize === entry.compressedSize && crc === entry.crc32));
  if (agrees) return dataAt;
  throw new ReadError(
    'corrupt',
    `The archive is damaged: its directory and the header of \`${name}\` disagree.`,
    name,
  );
}
