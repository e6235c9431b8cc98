import { type ByteSource, ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { formatCount } from '../formatCount.ts';
import { crc32c, masked } from './crc32c.ts';
import { unsnappy } from './unsnappy.ts';

/** An entry of a table. Keys are bytes, for some of them are no text. */
export interface TableEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

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
 * All entries of a table in LevelDB's format, in the order of their keys (`tensorflow/core/lib/io/table.cc`). Every block's
 * CRC is checked. Throws `ReadError` for what is damaged or hostile.
 */
export async function readTable(source: ByteSource): Promise<TableEntry[]> {
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
  const table: Table = { bytes: await source.read(0, source.size), entries: [] };
  const footer = new Cursor(table.bytes.subarray(-FOOTER), source.size - FOOTER, 'the end of the index');
  readHandle(footer);
  const index: TableEntry[] = [];
  readBlock(table, readHandle(footer), index);
  for (const { value } of index)
    readBlock(table, readHandle(new Cursor(value, 0, 'the list of blocks')), table.entries);
  return table.entries;
}

interface Table {
  readonly bytes: Uint8Array;
  readonly entries: TableEntry[];
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

function readBlock({ bytes }: Table, { offset, size }: Handle, into: TableEntry[]): void {
  const piece = new Cursor(bytes, 0, 'a block of the index');
  piece.skip(offset);
  const content = piece.take(size);
  const trailer = piece.sub(TRAILER, 'the end of a block of the index');
  const kind = trailer.u8();
  const sum = masked(crc32c(bytes.subarray(offset, offset + size + 1)));
  if (trailer.u32() !== sum) throw trailer.fault('does not fit its checksum');
  readEntries(new Cursor(unpack(kind, content, trailer), offset, 'a block of the index'), into);
}

function unpack(kind: number, content: Uint8Array, at: Cursor): Uint8Array {
  if (kind === 0) return content;
  if (kind === 1) return unsnappy(content, MAX_UNPACKED);
  throw at.fault(`says that it is packed in a way that is not known (${kind})`);
}

/** Entries share the beginning of their key with the one before; the restarts behind them are for searching. */
function readEntries(block: Cursor, into: TableEntry[]): void {
  const length = block.left;
  if (length < 4) throw block.fault('is too short');
  const restarts = new Cursor(block.bytes.subarray(length - 4), block.origin + length - 4, block.what).u32();
  const end = length - 4 - restarts * 4;
  if (end < 0) throw block.fault('lists more restarts than it holds');
  let key: Uint8Array = new Uint8Array(0);
  while (block.at < end) {
    const [shared, own, size] = [readVarint(block), readVarint(block), readVarint(block)];
    if (shared > key.length || shared + own > MAX_KEY) throw block.fault('holds an impossible key');
    if (into.length >= MAX_ENTRIES) throw block.fault(`holds more than ${formatCount(MAX_ENTRIES)} entries`);
    const next = new Uint8Array(shared + own);
    next.set(key.subarray(0, shared));
    next.set(block.take(own), shared);
    key = next;
    into.push({ key, value: block.take(size) });
  }
  if (block.at !== end) throw block.fault('does not end where it says');
}
