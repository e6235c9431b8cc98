const rot = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/**
 * Jenkins' lookup3 (`hashlittle`, initial value 0), as an unsigned 32-bit number: the checksum of every structure that
 * HDF5 1.8 and later added. Bob Jenkins, lookup3.c, 2006; the HDF5 File Format Specification only names it.
 */
export function lookup3(bytes: Uint8Array, length = bytes.length): number {
  let a = (0xdeadbeef + length) | 0;
  let b = a;
  let c = a;
  const word = (at: number): number =>
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24);
  let at = 0;
  for (; length - at > 12; at += 12) {
    a = (a + word(at)) | 0;
    b = (b + word(at + 4)) | 0;
    c = (c + word(at + 8)) | 0;
    a = ((a - c) ^ rot(c, 4)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rot(a, 6)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rot(b, 8)) | 0;
    b = (b + a) | 0;
    a = ((a - c) ^ rot(c, 16)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rot(a, 19)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rot(b, 4)) | 0;
    b = (b + a) | 0;
  }
  if (at === length) return c >>> 0;
  const tail = new Uint8Array(12);
  tail.set(bytes.subarray(at, length));
  const last = (i: number): number =>
    tail[i]! | (tail[i + 1]! << 8) | (tail[i + 2]! << 16) | (tail[i + 3]! << 24);
  a = (a + last(0)) | 0;
  b = (b + last(4)) | 0;
  c = (c + last(8)) | 0;
  c = ((c ^ b) - rot(b, 14)) | 0;
  a = ((a ^ c) - rot(c, 11)) | 0;
  b = ((b ^ a) - rot(a, 25)) | 0;
  c = ((c ^ b) - rot(b, 16)) | 0;
  a = ((a ^ c) - rot(c, 4)) | 0;
  b = ((b ^ a) - rot(a, 14)) | 0;
  c = ((c ^ b) - rot(b, 24)) | 0;
  return c >>> 0;
}

/** Whether the last four of these bytes are the checksum of those before. */
export function checksumHolds(bytes: Uint8Array): boolean {
  const end = bytes.length - 4;
  if (end < 0) return false;
  const stored = bytes[end]! | (bytes[end + 1]! << 8) | (bytes[end + 2]! << 16) | (bytes[end + 3]! << 24);
  return stored >>> 0 === lookup3(bytes, end);
}
