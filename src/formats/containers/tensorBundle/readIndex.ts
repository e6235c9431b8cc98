import { type ByteSource, isDType, ReadError, type ReadNote } from '../../../model/index.ts';
import { decodeUtf8 } from '../decodeUtf8.ts';
import { readFields, WireReader } from '../protobuf/index.ts';
import type { BundleEntry } from './BundleEntry.ts';
import { readBundleEntry } from './readBundleEntry.ts';
import { readTable } from './readTable.ts';

const MAX_SHARDS = 99_999;

/** What the index of a bundle lists. */
export interface BundleIndex {
  readonly shards: number;
  /** Numbers are stored with the highest byte first. */
  readonly isBig: boolean;
  /** Tensors by key. */
  readonly entries: ReadonlyMap<string, BundleEntry>;
  /** Parts of tensors, by keys that are bytes: one code point for each. */
  readonly parts: ReadonlyMap<string, BundleEntry>;
  /** What was passed over. */
  readonly notes: readonly ReadNote[];
}

/**
 * Reads the index at the path `at`. Throws `ReadError`: `unsupported-version` for a table without a bundle's head, `corrupt` for
 * damage and for a name that is listed twice.
 */
export async function readIndex(source: ByteSource, at: string): Promise<BundleIndex> {
  const draft: Draft = { header: null, entries: new Map(), parts: new Map(), notes: [] };
  await readTable(source, (key, value) => {
    if (draft.header !== null) addEntry(draft, key, value);
    else if (key.length > 0) throw noHeader(at);
    else draft.header = readHeader(value, at);
  });
  const { header, entries, parts, notes } = draft;
  if (header === null) throw noHeader(at);
  return { ...header, entries, parts, notes };
}

interface Draft {
  header: Header | null;
  readonly entries: Map<string, BundleEntry>;
  readonly parts: Map<string, BundleEntry>;
  readonly notes: ReadNote[];
}

/** Keys that begin with a zero byte are parts of tensors, and no text. */
function addEntry({ entries, parts, notes }: Draft, key: Uint8Array, value: Uint8Array): void {
  const isPart = key[0] === 0;
  const name = isPart ? Array.from(key, (byte) => String.fromCharCode(byte)).join('') : decodeUtf8(key);
  const entry = readBundleEntry(value, isPart ? 'a part of a tensor' : name);
  const problem = isPart ? null : passedOver(entry);
  if (problem !== null) {
    notes.push({ code: 'unreadable-type', message: `${name} ${problem}`, where: name });
    return;
  }
  const into = isPart ? parts : entries;
  const count = into.size;
  into.set(name, entry);
  if (into.size === count || key.length === 0)
    throw new ReadError('corrupt', `The index is damaged: it lists "${name}" twice.`, name);
}

/** What is no value of a model: tables and iterators that TensorFlow keeps as a variant. */
function passedOver({ dtype }: BundleEntry): string | null {
  return isDType(dtype)
    ? null
    : `holds values of type ${dtype}, which cannot be compared; it was passed over.`;
}

interface Header {
  readonly shards: number;
  readonly isBig: boolean;
}

function readHeader(bytes: Uint8Array, at: string): Header {
  const header = { shards: 0, isBig: false };
  try {
    readFields(new WireReader(bytes, 'the start of the index'), HEADER, header);
  } catch {
    // The first format has another message there.
    throw noHeader(at);
  }
  if (header.shards >= 1 && header.shards <= MAX_SHARDS) return header;
  throw noHeader(at);
}

const HEADER: Parameters<typeof readFields<{ shards: number; isBig: boolean }>>[1] = {
  1: (it, from) => {
    it.shards = from.int();
  },
  2: (it, from) => {
    it.isBig = from.int() === 1;
  },
};

/** An old checkpoint is one table without shards, its names written differently. */
function noHeader(at: string): ReadError {
  return new ReadError(
    'unsupported-version',
    `\`${at}\` is a table without the head of a checkpoint. It may be a checkpoint of the first format (V1, TensorFlow before 0.12), which is not read: restore it with TensorFlow 1 and save it again.`,
    at,
  );
}
