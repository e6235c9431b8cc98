import {
  type ByteSource,
  DTYPE_BYTES,
  type FileSet,
  isDType,
  ReadError,
  sizeOf,
} from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';
import type { BundleEntry } from './BundleEntry.ts';
import { blockParts } from './blockParts.ts';
import { readIndex } from './readIndex.ts';
import { type PartOf, readTensor } from './readTensor.ts';
import { sliceKey } from './sliceKey.ts';
import type { Stretch, TensorBundle } from './TensorBundle.ts';

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
  const { entries, parts, notes, ...header } = await readIndex(source, at);
  const shards = shardPaths(at, header.shards);
  const present = new Set(files.paths);
  for (const [key, entry] of entries) checkPlace(key, entry, { shards, present, files });
  for (const entry of parts.values()) checkPlace(null, entry, { shards, present, files });
  const stretchOf = (entry: BundleEntry): Stretch | null =>
    entry.slices.length > 0 || entry.dtype === 'string' || entry.size === 0 || header.isBig
      ? null
      : { shard: shards[entry.shard]!, offset: entry.offset, size: entry.size };
  const partOf: PartOf = (key, slice) => parts.get(sliceKey(key, slice));
  return {
    entries,
    paths: [at, ...shards.filter((path) => present.has(path))],
    notes,
    stretchOf,
    partsOf(key) {
      const entry = entries.get(key);
      return entry && !header.isBig && entry.dtype !== 'string' && entry.slices.length > 0
        ? blockParts(entry, (slice) => partOf(key, slice))
        : null;
    },
    read(key) {
      const entry = entries.get(key);
      if (entry === undefined)
        return Promise.reject(new ReadError('missing-part', `\`${at}\` lists no tensor "${key}".`, key));
      return readTensor(key, entry, { partOf, isBig: header.isBig, open: (i) => files.open(shards[i]!) });
    },
  };
}

/** `dir/ckpt-1.data-00000-of-00002` for `dir/ckpt-1.index`. */
function shardPaths(at: string, count: number): string[] {
  const prefix = at.replace(/\.index$/, '');
  const digits = (value: number): string => String(value).padStart(5, '0');
  return Array.from({ length: count }, (_, i) => `${prefix}.data-${digits(i)}-of-${digits(count)}`);
}

interface Companions {
  readonly shards: readonly string[];
  readonly present: ReadonlySet<string>;
  readonly files: FileSet;
}

/** `key` is `null` for a part of a tensor: its own is no text. */
function checkPlace(key: string | null, entry: BundleEntry, { shards, present, files }: Companions): void {
  const { dtype, shape, offset, size, slices } = entry;
  if (slices.length > 0) return;
  const shard = shards[entry.shard];
  if (shard === undefined)
    throw new ReadError(
      'corrupt',
      `The index is damaged: ${called(key)} lies in shard ${entry.shard} of ${shards.length}.`,
      key,
    );
  const wanted = isDType(dtype) ? sizeOf(shape) * DTYPE_BYTES[dtype] : size;
  if (dtype !== 'string' && size !== wanted) {
    const told = `${formatCount(size)} bytes where its shape takes ${formatCount(wanted)}`;
    throw new ReadError('corrupt', `The index is damaged: ${called(key)} has ${told}.`, key);
  }
  if (!present.has(shard)) throw missingShard(shard, files);
  if (offset + size > files.size(shard)) {
    throw new ReadError(
      'truncated',
      `\`${shard}\` ends after ${formatCount(files.size(shard))} bytes, but ${called(key)} lies up to byte ${formatCount(offset + size)}. The file is incomplete, or belongs to another checkpoint.`,
      shard,
    );
  }
}

function missingShard(shard: string, files: FileSet): ReadError {
  return new ReadError(
    'missing-part',
    `\`${shard}\` is missing from \`${files.name}\`: it holds values that the index lists. Open the index together with all its data files, or their folder.`,
    shard,
  );
}

function called(key: string | null): string {
  if (key === null) return 'a part of a tensor';
  return key === '_CHECKPOINTABLE_OBJECT_GRAPH' ? 'the list of objects' : `"${key}"`;
}
