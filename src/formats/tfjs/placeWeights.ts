import { DTYPE_BYTES, type FileSet, ReadError, type Shape, sizeOf } from '../../model/index.ts';
import type { WeightEntry, WeightGroup } from './manifest.ts';
import { shardPath } from './shardPath.ts';
import { textsEnd } from './textsEnd.ts';

/** A stretch of one shard. */
export interface Piece {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/** A weight and the stretches that hold it, in order. */
export interface PlacedWeight {
  readonly entry: WeightEntry;
  readonly pieces: readonly Piece[];
}

interface Shard {
  readonly path: string;
  /** Where it begins in its group. */
  readonly start: number;
  readonly size: number;
}

/**
 * Where every weight lies: each group's files laid end to end, its weights one after another without padding. Throws
 * `ReadError` when a file is missing, and when a group's files do not hold exactly as many bytes as its weights take.
 */
export async function placeWeights(
  groups: readonly WeightGroup[],
  files: FileSet,
  at: string,
): Promise<PlacedWeight[]> {
  const placed: PlacedWeight[][] = [];
  for (const [i, group] of groups.entries()) placed.push(await placeGroup(group, i, files, at));
  return placed.flat();
}

async function placeGroup(
  group: WeightGroup,
  i: number,
  files: FileSet,
  at: string,
): Promise<PlacedWeight[]> {
  const shards: Shard[] = [];
  let total = 0;
  for (const path of group.paths) {
    const found = shardPath(files, at, path);
    shards.push({ path: found, start: total, size: files.size(found) });
    total += files.size(found);
  }
  const placed: PlacedWeight[] = [];
  let from = 0;
  for (const entry of group.weights) {
    const end = await endOf(entry, from, total, (start, length) =>
      readPieces(files, cut(shards, start, start + length)),
    );
    if (end > total) throw tooShort(group, entry, i, end, total);
    placed.push({ entry, pieces: cut(shards, from, end) });
    from = end;
  }
  if (from < total) throw tooLong(group, i, from, total);
  return placed;
}

/** Bytes of the pieces, one after another. */
export async function readPieces(files: FileSet, pieces: readonly Piece[]): Promise<Uint8Array> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { path, offset, length } of pieces) {
    const source = await files.open(path);
    bytes.set(await source.read(offset, length), at);
    at += length;
  }
  return bytes;
}

/** The stretches of `[from, end)`, found by halving: shards may be many. */
function cut(shards: readonly Shard[], from: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  for (let i = shardAt(shards, from); i < shards.length; i++) {
    const { path, start, size } = shards[i] as Shard;
    const [first, last] = [Math.max(from, start), Math.min(end, start + size)];
    if (start >= end) break;
    if (last > first) pieces.push({ path, offset: first - start, length: last - first });
  }
  return pieces;
}

function shardAt(shards: readonly Shard[], at: number): number {
  let [low, high] = [0, shards.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { start, size } = shards[middle] as Shard;
    if (start + size <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

type ReadAt = (from: number, length: number) => Promise<Uint8Array>;

async function endOf(entry: WeightEntry, from: number, total: number, read: ReadAt): Promise<number> {
  const count = sizeOf(entry.shape);
  if (entry.dtype === 'string') return textsEnd(entry.name, count, from, total, read);
  return from + count * DTYPE_BYTES[entry.quantization?.dtype ?? entry.dtype];
}

const show = (shape: Shape): string => `[${shape.join(', ')}]`;
const where = (i: number): string => `weightsManifest[${i}]`;

function tooShort(
  { paths }: WeightGroup,
  entry: WeightEntry,
  i: number,
  end: number,
  total: number,
): ReadError {
  return new ReadError(
    'truncated',
    `The weights files end too early: \`${entry.name}\` ${show(entry.shape)} would end at byte ${end.toLocaleString('en')} of ${paths.join(', ')}, which hold ${total.toLocaleString('en')}. A download may be incomplete, or model.json belongs to other files.`,
    where(i),
  );
}

function tooLong({ paths }: WeightGroup, i: number, end: number, total: number): ReadError {
  return new ReadError(
    'corrupt',
    `The weights of a group take ${end.toLocaleString('en')} bytes, but ${paths.join(', ')} hold ${total.toLocaleString('en')}. Which bytes belong to which tensor is unknown; model.json may belong to other files.`,
    where(i),
  );
}
