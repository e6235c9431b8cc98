const MASK = (1n << 64n) - 1n;

/** A number cut to 64 bits. */
export const cut = (value: bigint): bigint => value & MASK;

/** The bits turned right. */
export const turnRight = (value: bigint, by: bigint): bigint => cut((value >> by) | (value << (64n - by)));

/** The bits turned left. */
export const turnLeft = (value: bigint, by: bigint): bigint => turnRight(value, 64n - by);

const encoder = new TextEncoder();

/** A text as TensorFlow hashes it: its bytes in UTF-8. */
export function bytesOf(text: string): DataView {
  const bytes = encoder.encode(text);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
