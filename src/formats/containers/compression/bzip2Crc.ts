/** The CRC-32 of bzip2: the polynomial of zip, the highest bit first. */
export function bzip2Crc(data: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of data) sum = ((sum << 8) ^ (TABLE[((sum >>> 24) ^ byte) & 0xff] as number)) >>> 0;
  return ~sum >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});
