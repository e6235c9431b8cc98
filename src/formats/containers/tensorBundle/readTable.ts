import { type ByteSource, ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { formatCount } from '../formatCount.ts';
import { crc32c, masked } from './crc32c.ts';
import { unsnappy } from './unsnappy.ts';

/** Takes one entry of a table. Keys are bytes, for some of them are no text; the next entry overwrites them. */
export type TakeEntry = (key: Uint8Array, value: Uint8Array) => void;

const FOOTER = 48;
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
/** Type of the block, and its CRC. */
const TRAILER = 5;
const MAX_KEY = 4096;
const MAX_ENTRIES = 1_000_000;
const MAX_UNPACKED = 64 * 2 ** 20;
const MAX_FILE = 512 * 2 ** 20;

/** Whether a file ends as tables do (`tensorflow/core/lib/io/format.h`, `kTableMagicNumber`). */
export function isTable(source: ByteSource): boolean {
  if (source.size < FOOTER) return false;
  const end = source.view(source.size - MAGIC.length, MAGIC.length);
  return MAGIC.every((byte, i) => end[i] === byte);
}

/**
 * Hands over all entries of a table in LevelDB's format, in the order of their keys (`tensorflow/core/lib/io/table.cc`).
 * Every block's CRC is checked. Throws `ReadError` for what is damaged or hostile.
 */
export async function readTable(source: ByteSource, take: TakeEntry): Promise<void> {
  if (source.size > MAX_FILE) {
    throw new ReadError(
      'too-large',
      `\`${source.name}\` has ${formatCount(source.size)} bytes; an index has at most ${formatCount(MAX_FILE)}.`,
    );
  }
  if (!isTable(source)) {
    throw new ReadError(
      'truncated',
      `\`${source.name}\` does not end as the index of a checkpoint does. The file may be incomplete.`,
      `byte ${formatCount(source.size)}`,
    );
  }
  const bytes = await source.read(0, source.size);
  const footer = new Cursor(bytes.subarray(-FOOTER), source.size - FOOTER, 'the end of the index');
  readHandle(footer);
  const blocks: Handle[] = [];
  const counted = { entries: 0, unpacked: 0 };
  readBlock(bytes, readHandle(footer), { entries: 0, unpacked: 0 }, (_, value) =>
    blocks.push(readHandle(new Cursor(value, 0, 'the list of blocks'))),
  );
  for (const block of blocks) readBlock(bytes, block, counted, take);
}

/** What was read so far. */
interface Counted {
  entries: number;
  unpacked: number;
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function readHandle(from: Cursor): Handle {
  return { offset: readVarint(from), size: readVarint(from) };
}

function readVarint(from: Cursor): number {
  for (let i = 0, value = 0; i < 8; i++) {
    const byte = from.u8();
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) {
      if (Number.isSafeInteger(value)) return value;
      break;
    }
  }
  throw from.fault('holds an impossible number');
}

function readBlock(bytes: Uint8Array, { offset, size }: Handle, counted: Counted, take: TakeEntry): void {
  const piece = new Cursor(bytes, 0, 'a block of the index');
  piece.skip(offset);
  const content = piece.take(size);
  const trailer = piece.sub(TRAILER, 'the end of a block of the index');
  const kind = trailer.u8();
  const sum = masked(crc32c(bytes.subarray(offset, offset + size + 1)));
  if (trailer.u32() !== sum) throw trailer.fault('does not fit its checksum');
  readEntries(
    new Cursor(unpack(kind, content, counted, trailer), offset, 'a block of the index'),
    counted,
    take,
  );
}

function unpack(kind: number, content: Uint8Array, counted: Counted, at: Cursor): Uint8Array {
  if (kind === 0) return content;
  if (kind === 1) {
    const plain = unsnappy(content, MAX_UNPACKED);
    counted.unpacked += plain.length;
    if (counted.unpacked <= MAX_FILE) return plain;
    throw new ReadError(
      'too-large',
      `The index unpacks to more than ${formatCount(MAX_FILE)} bytes, which no checkpoint takes.`,
    );
  }
  throw at.fault(`says that it is packed in a way that is not known (${kind})`);
}

/** Entries share the beginning of their key with the one before; the restarts behind them are for searching. */
function readEntries(block: Cursor, counted: Counted, take: TakeEntry): void {
  const last = block.left - 4;
  if (last < 0) throw block.fault('is too short');
  const restarts = new Cursor(block.bytes.subarray(last), block.origin + last, block.what).u32();
  const end = last - restarts * 4;
  if (end < 0) throw block.fault('lists more restarts than it holds');
  const key = new Uint8Array(MAX_KEY);
  let length = 0;
  while (block.at < end) {
    const shared = readVarint(block);
    const own = readVarint(block);
    const size = readVarint(block);
    if (shared > length || shared + own > MAX_KEY) throw block.fault('holds an impossible key');
    if (++counted.entries > MAX_ENTRIES)
      throw new ReadError(
        'too-large',
        `The index lists more than ${formatCount(MAX_ENTRIES)} entries, which no checkpoint does.`,
      );
    key.set(block.take(own), shared);
    length = shared + own;
    take(key.subarray(0, length), block.take(size));
  }
  if (block.at !== end) throw block.fault('does not end where it says');
}
