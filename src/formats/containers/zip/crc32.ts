import { crcOf, crcTables } from '../checksums/crcTables.ts';

const TABLES = crcTables(0xedb88320);

/** CRC-32 as zip uses it, APPNOTE 4.4.7, as an unsigned number. `before` is the CRC of the bytes that came first. */
export function crc32(bytes: Uint8Array, before = 0): number {
  return crcOf(TABLES, bytes, before);
}
