import { ReadError } from '../../model/index.ts';

/** More texts than any vocabulary has. */
const MAX_TEXTS = 5_000_000;
/** Lengths are read in blocks: a read for each text would take for ever. */
const BLOCK = 64 * 1024;

/**
 * Where a text tensor ends: per element a little-endian length of four bytes, then that many bytes of UTF-8, without
 * padding (tfjs-core `io/io_utils.ts`, `getWeightBytelength`). May lie beyond `total` when the file ends too early.
 */
export async function textsEnd(
  name: string,
  count: number,
  from: number,
  total: number,
  read: (from: number, length: number) => Promise<Uint8Array>,
): Promise<number> {
  if (count > MAX_TEXTS) {
    throw new ReadError(
      'too-large',
      `\`${name}\` claims ${count.toLocaleString('en')} texts; at most ${MAX_TEXTS.toLocaleString('en')} are read.`,
      name,
    );
  }
  let at = from;
  let block: { readonly start: number; readonly bytes: Uint8Array } = {
    start: from,
    bytes: new Uint8Array(0),
  };
  for (let i = 0; i < count; i++) {
    if (at + 4 > total) return at + 4;
    if (at + 4 > block.start + block.bytes.length)
      block = { start: at, bytes: await read(at, Math.min(BLOCK, total - at)) };
    at += 4 + lengthAt(block.bytes, at - block.start);
  }
  return at;
}

/** Four little-endian bytes as a length. */
export function lengthAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
}
