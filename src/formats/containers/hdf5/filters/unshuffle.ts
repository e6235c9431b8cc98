/**
 * Undoes the shuffle filter: all first bytes of the elements, then all second bytes … come back together. Bytes after the
 * last whole element stay where they are. HDF5 filter 2.
 */
export function unshuffle(bytes: Uint8Array, size: number): Uint8Array {
  if (size <= 1) return bytes;
  const count = Math.floor(bytes.length / size);
  const plain = new Uint8Array(bytes.length);
  for (let part = 0; part < size; part++) {
    const from = part * count;
    for (let i = 0, to = part; i < count; i++, to += size) plain[to] = bytes[from + i]!;
  }
  plain.set(bytes.subarray(count * size), count * size);
  return plain;
}
