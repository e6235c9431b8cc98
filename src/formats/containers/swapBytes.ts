/** Turns groups of `width` bytes round, in place: big-endian numbers become little-endian. */
export function swapBytes(bytes: Uint8Array, width: number): void {
  if (width <= 1) return;
  for (let at = 0; at + width <= bytes.length; at += width) {
    for (let low = at, high = at + width - 1; low < high; low++, high--) {
      const byte = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = byte;
    }
  }
}
