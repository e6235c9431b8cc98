import { ReadError } from '../../../model/index.ts';
import { crc32 } from './crc32.ts';

/** A file to be put into an archive. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const MAX_BYTES = 0xffff_fffe;
const MAX_FILES = 0xfffe;
const UTF8_NAME = 0x0800;
/** 1 January 1980, the earliest that zip knows: the same files always make the same archive. */
const DATE = 0x0021;

const encoder = new TextEncoder();

/** A zip archive of these files, stored, in this order. Throws `ReadError('too-large')` where zip64 would be needed. */
export function writeStoredZip(files: readonly StoredFile[]): Uint8Array {
  const parts = files.map(({ name, bytes }) => ({
    name: encoder.encode(name),
    bytes,
    crc: crc32(bytes),
    at: 0,
  }));
  const size = parts.reduce(
    (sum, part) => sum + LOCAL_BYTES + CENTRAL_BYTES + 2 * part.name.length + part.bytes.length,
    END_BYTES,
  );
  if (size > MAX_BYTES || parts.length > MAX_FILES)
    throw new ReadError('too-large', 'The archive would be above 4 GiB.');
  const zip = new Uint8Array(size);
  const view = new DataView(zip.buffer);
  let at = 0;
  const put = (values: readonly (readonly [width: 2 | 4, value: number])[]): void => {
    for (const [width, value] of values) {
      if (width === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += width;
    }
  };
  const append = (bytes: Uint8Array): void => {
    zip.set(bytes, at);
    at += bytes.length;
  };
  const shared = (part: (typeof parts)[number]): readonly (readonly [2 | 4, number])[] => [
    [2, 20],
    [2, UTF8_NAME],
    [2, 0],
    [2, 0],
    [2, DATE],
    [4, part.crc],
    [4, part.bytes.length],
    [4, part.bytes.length],
    [2, part.name.length],
    [2, 0],
  ];
  for (const part of parts) {
    part.at = at;
    put([[4, 0x04034b50], ...shared(part)]);
    append(part.name);
    append(part.bytes);
  }
  const directoryAt = at;
  for (const part of parts) {
    put([[4, 0x02014b50], [2, 20], ...shared(part), [2, 0], [2, 0], [2, 0], [4, 0], [4, part.at]]);
    append(part.name);
  }
  const count = parts.length;
  put([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, at - directoryAt],
    [4, directoryAt],
    [2, 0],
  ]);
  return zip;
}
