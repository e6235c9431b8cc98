import {
  type ByteSource,
  DTYPE_BYTES,
  type FileSet,
  isDType,
  ReadError,
  type ReadNote,
  sizeOf,
} from '../../../model/index.ts';
import { decodeUtf8 } from '../decodeUtf8.ts';
import { formatCount } from '../formatCount.ts';
import { readFields, WireReader } from '../protobuf/index.ts';
import type { BundleEntry } from './BundleEntry.ts';
import { readBundleEntry } from './readBundleEntry.ts';
import { readTable, type TableEntry } from './readTable.ts';
import { type PartOf, readTensor } from './readTensor.ts';
import { sliceKey } from './sliceKey.ts';
import type { Stretch, TensorBundle } from './TensorBundle.ts';

const MAX_SHARDS = 99_999;

/**
 * Opens a tensor bundle by its index (`<prefix>.index`); the shards (`<prefix>.data-00000-of-00001` …) lie beside it. All
 * entries are checked against the sizes of their shards; values are read when they are asked for. Throws `ReadError` for a
 * missing or short shard, and for an index that is damaged or older than TensorFlow 0.12.
 */
export async function openTensorBundle(
  source: ByteSource,
  files: FileSet,
  at: string,
): Promise<TensorBundle> {
  const [first, ...rest] = await readTable(source);
  if (first === undefined || first.key.length > 0) throw noHeader(at);
  const header = readHeader(first.value, at);
  const shards = shardPaths(at, header.shards);
  const present = new Set(files.paths);
  const { entries, parts } = readEntries(rest);
  const notes: ReadNote[] = [];
  const held = new Map<string, BundleEntry>();
  for (const [key, entry] of entries) {
    const problem = passedOver(entry);
    if (problem !== null) notes.push({ code: 'unreadable-type', message: `${key} ${problem}`, where: key });
    else held.set(key, entry);
  }
  for (const map of [held, parts])
    for (const [key, entry] of map) checkPlace(key, entry, { shards, present, files });
  const stretchOf = (entry: BundleEntry): Stretch | null =>
    entry.slices.length > 0 || entry.dtype === 'string' || entry.size === 0 || header.isBig
      ? null
      : { shard: shards[entry.shard]!, offset: entry.offset, size: entry.size };
  const partOf: PartOf = (key, slice) => parts.get(sliceKey(key, slice));
  return {
    entries: held,
    paths: [at, ...shards.filter((path) => present.has(path))],
    notes,
    stretchOf,
    read(key) {
      const entry = held.get(key);
      if (entry === undefined)
        return Promise.reject(new ReadError('missing-part', `\`${at}\` lists no tensor "${key}".`, key));
      return readTensor(key, entry, { partOf, isBig: header.isBig, open: (i) => files.open(shards[i]!) });
    },
  };
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

/** `dir/ckpt-1.data-00000-of-00002` for `dir/ckpt-1.index`. */
function shardPaths(at: string, count: number): string[] {
  const prefix = at.replace(/\.index$/, '');
  const digits = (value: number): string => String(value).padStart(5, '0');
  return Array.from({ length: count }, (_, i) => `${prefix}.data-${digits(i)}-of-${digits(count)}`);
}

/** Keys that begin with a zero byte are parts of tensors, and no text. */
function readEntries(table: readonly TableEntry[]): Record<'entries' | 'parts', Map<string, BundleEntry>> {
  const [entries, parts] = [new Map<string, BundleEntry>(), new Map<string, BundleEntry>()];
  for (const { key, value } of table) {
    const isPart = key[0] === 0;
    const name = isPart ? Array.from(key, (byte) => String.fromCharCode(byte)).join('') : decodeUtf8(key);
    const into = isPart ? parts : entries;
    if (into.has(name) || key.length === 0)
      throw new ReadError('corrupt', `The index is damaged: it lists "${name}" twice.`, name);
    into.set(name, readBundleEntry(value, isPart ? 'a part of a tensor' : name));
  }
  return { entries, parts };
}

/** What is no value of a model: tables and iterators that TensorFlow keeps as a variant. */
function passedOver({ dtype }: BundleEntry): string | null {
  return isDType(dtype)
    ? null
    : `holds values of type ${dtype}, which cannot be compared; it was passed over.`;
}

interface Companions {
  readonly shards: readonly string[];
  readonly present: ReadonlySet<string>;
  readonly files: FileSet;
}

function checkPlace(key: string, entry: BundleEntry, { shards, present, files }: Companions): void {
  const { dtype, shape, offset, size, slices } = entry;
  if (slices.length > 0) return;
  const shard = shards[entry.shard];
  if (shard === undefined)
    throw new ReadError(
      'corrupt',
      `The index is damaged: "${key}" lies in shard ${entry.shard} of ${shards.length}.`,
      key,
    );
  const wanted = isDType(dtype) ? sizeOf(shape) * DTYPE_BYTES[dtype] : size;
  if (dtype !== 'string' && size !== wanted) {
    const told = `${formatCount(size)} bytes where its shape takes ${formatCount(wanted)}`;
    throw new ReadError('corrupt', `The index is damaged: "${key}" has ${told}.`, key);
  }
  if (!present.has(shard)) throw missingShard(key, shard, files);
  if (offset + size > files.size(shard)) {
    throw new ReadError(
      'truncated',
      `\`${shard}\` ends after ${formatCount(files.size(shard))} bytes, but "${key}" lies up to byte ${formatCount(offset + size)}. The file is incomplete, or belongs to another checkpoint.`,
      shard,
    );
  }
}

function missingShard(key: string, shard: string, files: FileSet): ReadError {
  return new ReadError(
    'missing-part',
    `\`${shard}\` is missing from \`${files.name}\`: it holds the values of "${key}"${shard.endsWith('-of-00001') ? '' : ' and others'}. Open the index together with all its data files, or their folder.`,
    shard,
  );
}
