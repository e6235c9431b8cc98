import { createXXHash32 } from 'hash-wasm';
import { ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { Output } from './Output.ts';

const MAGIC = 0x184d2204;

/** What the header of a frame says. */
interface Frame {
  /** Blocks do not reach back into one another. */
  readonly independent: boolean;
  readonly blockSums: boolean;
  readonly contentSum: boolean;
  readonly size: number | null;
}

/** An LZ4 frame (LZ4 Frame Format Description 1.6): blocks as they are or packed; checksums are held where the frame has them. */
export async function unlz4(bytes: Uint8Array, name: string, limit: number): Promise<Uint8Array> {
  const what = `\`${name}\``;
  const cursor = new Cursor(bytes, 0, what);
  const hash = await xxHash32();
  const frame = readFrame(cursor, hash);
  const output = new Output(limit, what);
  for (let length = cursor.u32(); length !== 0; length = cursor.u32()) {
    const origin = cursor.at;
    const block = cursor.take(length % 2 ** 31);
    if (frame.blockSums && cursor.u32() !== hash(block)) throw cursor.fault('has a damaged block');
    if (length >= 2 ** 31) output.append(block);
    else unpackBlock(new Cursor(block, origin, what), output, frame.independent ? output.length : 0);
  }
  if (frame.contentSum && cursor.u32() !== hash(output.bytes()))
    throw cursor.fault('does not have its checksum');
  if (frame.size !== null && frame.size !== output.length)
    throw cursor.fault('does not have the size that it states');
  if (cursor.left > 0) throw cursor.fault('goes on after its end');
  return output.bytes();
}

function readFrame(cursor: Cursor, hash: (bytes: Uint8Array) => number): Frame {
  if (cursor.u32() !== MAGIC) throw cursor.fault('does not start as LZ4');
  const start = cursor.at;
  const flags = cursor.u8();
  cursor.skip(1);
  if (flags >> 6 !== 1)
    throw new ReadError('unsupported-version', `${cursor.what} is an LZ4 frame of an unknown version.`);
  if (flags & 0x01)
    throw new ReadError('unsupported-feature', `${cursor.what} needs an LZ4 dictionary, which is not there.`);
  const size = flags & 0x08 ? cursor.uint(8) : null;
  const sum = (hash(cursor.bytes.subarray(start, cursor.at)) >>> 8) & 0xff;
  if (cursor.u8() !== sum) throw cursor.fault('has a damaged header');
  return {
    independent: (flags & 0x20) !== 0,
    blockSums: (flags & 0x10) !== 0,
    contentSum: (flags & 0x04) !== 0,
    size,
  };
}

/** Literals, then a match, and so on; the last sequence has literals only. `start`: where matches may reach back to. */
function unpackBlock(block: Cursor, output: Output, start: number): void {
  for (;;) {
    const token = block.u8();
    output.append(block.take(lengthOf(block, token >> 4)));
    if (block.left === 0) return;
    const distance = block.u16();
    const count = lengthOf(block, token & 15) + 4;
    if (!output.copy(distance, count, start)) throw block.fault('refers to what lies before its start');
  }
}

/** 15 goes on in further bytes. */
function lengthOf(block: Cursor, first: number): number {
  let length = first;
  if (first < 15) return length;
  for (let byte = 255; byte === 255; ) {
    byte = block.u8();
    length += byte;
  }
  return length;
}

async function xxHash32(): Promise<(bytes: Uint8Array) => number> {
  const hash = await createXXHash32(0);
  return (bytes) => Number.parseInt(hash.init().update(bytes).digest('hex'), 16);
}
