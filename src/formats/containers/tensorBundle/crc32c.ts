import { crcOf, crcTables } from '../checksums/crcTables.ts';

/** The Castagnoli polynomial; zip's CRC-32 has another one. */
const TABLES = crcTables(0x82f63b78);

/** CRC-32C of bytes that follow those whose CRC is `before`; unsigned 32 bits. */
export function crc32c(bytes: Uint8Array, before = 0): number {
  return crcOf(TABLES, bytes, before);
}

/** A CRC as it is stored: turned and shifted, so that a CRC over data that holds CRCs stays a good one (`lib/hash/crc32c.h`). */
export function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
