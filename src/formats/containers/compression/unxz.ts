import { createCRC64 } from 'hash-wasm';
import { ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { crc32 } from '../zip/index.ts';
import { unpackLzma2 } from './lzma2.ts';
import { Output } from './Output.ts';

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const LZMA2 = 0x21;

/** Whether a block has the checksum that follows it. */
type Check = (data: Uint8Array, cursor: Cursor) => boolean;

/** How blocks are checked, by the number in the stream flags. */
const CHECKS: Readonly<Record<number, () => Check | Promise<Check>>> = {
  0: () => () => true,
  1: () => (data, cursor) => cursor.u32() === crc32(data),
  4: async () => {
    const hash = await createCRC64();
    return (data, cursor) => sameBytes(cursor.take(8), hash.init().update(data).digest('binary').reverse());
  },
};

/** An `.xz` file of one stream (The .xz File Format 1.2). Every block is checked as the file says. */
export async function unxz(bytes: Uint8Array, name: string, limit: number): Promise<Uint8Array> {
  const what = `\`${name}\``;
  const cursor = new Cursor(bytes, 0, what);
  if (!sameBytes(cursor.take(6), MAGIC)) throw cursor.fault('does not start as .xz');
  const flags = cursor.take(2);
  const check = CHECKS[flags[1] as number];
  if (flags[0] !== 0 || cursor.u32() !== crc32(flags)) throw cursor.fault('has a damaged header');
  if (!check)
    throw new ReadError(
      'unsupported-feature',
      `${what} has a check of the kind ${flags[1]}, which is not supported.`,
    );
  const fits = await check();
  const output = new Output(limit, what);
  for (let size = cursor.u8(); size !== 0; size = cursor.u8()) {
    const start = cursor.at - 1;
    blockHeader(cursor, start, 4 * (size + 1));
    const from = output.length;
    const data = cursor.at;
    unpackLzma2(cursor, output);
    skipPadding(cursor, data);
    if (!fits(output.bytes(from), cursor)) throw cursor.fault('does not have its checksum');
  }
  skipIndex(cursor);
  return output.bytes();
}

function skipPadding(cursor: Cursor, start: number): void {
  while ((cursor.at - start) % 4 !== 0) {
    if (cursor.u8() !== 0) throw cursor.fault('has damaged padding');
  }
}

/** Only the LZMA2 filter: others are for programs, not for data. */
function blockHeader(cursor: Cursor, start: number, length: number): void {
  const header = cursor.bytes.subarray(start, start + length);
  const body = cursor.sub(length - 1 - 4);
  if (cursor.u32() !== crc32(header.subarray(0, length - 4)))
    throw cursor.fault('has a damaged block header');
  const flags = body.u8();
  if ((flags & 0x3f) !== 0) throw body.fault('is packed with several filters, which is not supported');
  if (flags & 0x40) variable(body);
  if (flags & 0x80) variable(body);
  if (variable(body) !== LZMA2)
    throw body.fault('is packed with another filter than LZMA2, which is not supported');
}

/** A number in groups of seven bits, the lowest first. */
function variable(cursor: Cursor): number {
  let value = 0;
  for (let shift = 0; shift < 49; shift += 7) {
    const byte = cursor.u8();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw cursor.fault('holds an impossible size');
}

/** The index and the footer say nothing that was not read; they must be there, and nothing behind them. */
function skipIndex(cursor: Cursor): void {
  const start = cursor.at - 1;
  const records = variable(cursor);
  for (let i = 0; i < records; i++) {
    variable(cursor);
    variable(cursor);
  }
  skipPadding(cursor, start);
  if (cursor.u32() !== crc32(cursor.bytes.subarray(start, cursor.at - 4)))
    throw cursor.fault('has a damaged index');
  const sum = cursor.u32();
  if (sum !== crc32(cursor.take(6))) throw cursor.fault('has a damaged end');
  if (cursor.text(2) !== 'YZ' || cursor.left > 0) throw cursor.fault('does not end as .xz');
}

function sameBytes(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((byte, i) => byte === b[i]);
}
