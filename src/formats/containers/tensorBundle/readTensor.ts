import {
  type ByteSource,
  DTYPE_BYTES,
  type DType,
  ReadError,
  type Shape,
  sizeOf,
  type Tensor,
} from '../../../model/index.ts';
import { swapBytes } from '../swapBytes.ts';
import type { BundleEntry, Slice } from './BundleEntry.ts';
import { crc32c, masked } from './crc32c.ts';
import { decodeTexts } from './decodeTexts.ts';

/** The entry of a part of a tensor. */
export type PartOf = (key: string, slice: Slice) => BundleEntry | undefined;

/** The way from entries to bytes. */
export interface Ways {
  readonly partOf: PartOf;
  /** Numbers are stored with the highest byte first. */
  readonly isBig: boolean;
  readonly open: (shard: number) => Promise<ByteSource>;
}

/** More than this is no tensor that can be held in memory. */
const MAX_BYTES = 2 ** 31;

/** Reads a tensor, checks it against its checksum, and puts one together that is stored in parts. */
export async function readTensor(key: string, entry: BundleEntry, ways: Ways): Promise<Tensor> {
  const dtype = entry.dtype as DType;
  const { shape } = entry;
  if (Math.max(entry.size, sizeOf(shape) * DTYPE_BYTES[dtype]) > MAX_BYTES)
    throw new ReadError('too-large', `"${key}" is larger than can be held in memory.`, key);
  if (entry.slices.length > 0) return { dtype, shape, bytes: await assemble(key, entry, ways) };
  const bytes = await stored(key, entry, ways);
  if (dtype === 'string') {
    const { strings, crc } = decodeTexts(key, bytes, sizeOf(shape), ways.isBig);
    if (masked(crc) !== entry.crc) throw mismatch(key);
    return { dtype, shape, bytes, strings };
  }
  if (masked(crc32c(bytes)) !== entry.crc) throw mismatch(key);
  if (ways.isBig) swapBytes(bytes, dtype === 'complex64' ? 4 : DTYPE_BYTES[dtype]);
  return { dtype, shape, bytes };
}

async function stored(key: string, { shard, offset, size }: BundleEntry, ways: Ways): Promise<Uint8Array> {
  const source = await ways.open(shard);
  const bytes = await source.read(offset, size);
  if (bytes.length === size) return bytes;
  throw new ReadError('truncated', `\`${source.name}\` ends inside "${key}".`, key);
}

/** The refusal of values that are not those that were saved. */
export function mismatch(key: string): ReadError {
  return new ReadError(
    'corrupt',
    `The values of "${key}" do not fit their checksum. The data file is damaged, or belongs to another checkpoint than the index.`,
    key,
  );
}

async function assemble(key: string, whole: BundleEntry, ways: Ways): Promise<Uint8Array> {
  const width = DTYPE_BYTES[whole.dtype as DType];
  if (width === 0)
    throw new ReadError(
      'unsupported-feature',
      `"${key}" is text that is stored in parts, which is not read.`,
      key,
    );
  const pieces = piecesOf(key, whole, ways);
  const into = new Uint8Array(sizeOf(whole.shape) * width);
  for (const { part, extent } of pieces) {
    const { bytes } = await readTensor(key, { ...part, slices: [] }, ways);
    place(bytes, extent, into, whole.shape, width);
  }
  return into;
}

interface Piece {
  readonly part: BundleEntry;
  readonly extent: Slice;
}

/** The parts with their places, checked before anything is allocated for the whole. */
function piecesOf(key: string, whole: BundleEntry, ways: Ways): Piece[] {
  const pieces: Piece[] = [];
  let count = 0;
  for (const slice of whole.slices) {
    const extent = resolved(key, slice, whole.shape);
    if (pieces.some((other) => overlaps(other.extent, extent))) throw badParts(key, 'overlap');
    const part = ways.partOf(key, slice) ?? ways.partOf(key, extent);
    if (part === undefined) throw badParts(key, 'are not all there');
    if (part.dtype !== whole.dtype || sizeOf(part.shape) !== sizeOf(extent.lengths))
      throw badParts(key, 'do not fit it');
    pieces.push({ part, extent });
    count += sizeOf(extent.lengths);
  }
  if (count !== sizeOf(whole.shape)) throw badParts(key, 'do not cover it');
  return pieces;
}

/** The slice with the length of every axis. */
function resolved(key: string, { starts, lengths }: Slice, shape: Shape): Slice {
  if (starts.length !== shape.length) throw badParts(key, 'have another number of axes');
  const full = lengths.map((length, i) => (length === -1 ? shape[i]! - starts[i]! : length));
  if (full.some((length, i) => length < 0 || starts[i]! + length > shape[i]!))
    throw badParts(key, 'reach beyond it');
  return { starts, lengths: full };
}

function overlaps(x: Slice, y: Slice): boolean {
  return x.starts.every(
    (start, i) => start < y.starts[i]! + y.lengths[i]! && y.starts[i]! < start + x.lengths[i]!,
  );
}

/** Copies the rows of a part to their places. */
function place(
  from: Uint8Array,
  { starts, lengths }: Slice,
  into: Uint8Array,
  shape: Shape,
  width: number,
): void {
  const rank = shape.length;
  const row = (lengths[rank - 1] ?? 1) * width;
  if (from.length === 0) return;
  const at = starts.map(() => 0);
  for (let read = 0; read < from.length; read += row) {
    let offset = 0;
    for (let i = 0; i < rank; i++) offset = offset * shape[i]! + starts[i]! + at[i]!;
    into.set(from.subarray(read, read + row), offset * width);
    for (let i = rank - 2; i >= 0; i--) {
      at[i]! += 1;
      if (at[i]! < lengths[i]!) break;
      at[i] = 0;
    }
  }
}

function badParts(key: string, problem: string): ReadError {
  return new ReadError('corrupt', `The index is damaged: the parts of "${key}" ${problem}.`, key);
}
