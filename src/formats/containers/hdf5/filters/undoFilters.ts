import { ReadError } from '../../../../model/index.ts';
import { inflate } from '../../inflate.ts';
import type { Filter } from '../messages/readFilters.ts';
import { checkFletcher32 } from './fletcher32.ts';
import { unshuffle } from './unshuffle.ts';

type Undo = (
  bytes: Uint8Array,
  filter: Filter,
  limit: number,
  what: string,
) => Uint8Array | Promise<Uint8Array>;

/** The filters that we read, by their registered number. */
const UNDO: Readonly<Record<number, Undo>> = {
  1: (bytes, _, limit, what) => inflate({ format: 'deflate', what, next: once(bytes) }, limit),
  2: (bytes, filter) => unshuffle(bytes, filter.parameters[0] ?? 1),
  3: (bytes, _filter, _limit, what) => checkFletcher32(bytes, what),
};

/** Bytes that later filters may add to a chunk, such as checksums. */
const SLACK = 4096;

/** Whether one of these filters is not among ours. */
export function hasUnknownFilters(filters: readonly Filter[]): boolean {
  return filters.some((filter) => UNDO[filter.id] === undefined);
}

/** Refuses, before anything is read, filters that are not among ours: `ReadError('unsupported-feature')` with their names. */
export function checkFilters(filters: readonly Filter[], path: string): void {
  const unknown = filters.filter((filter) => UNDO[filter.id] === undefined);
  if (unknown.length === 0) return;
  const names = unknown.map((filter) => filter.name).join(' and ');
  throw new ReadError(
    'unsupported-feature',
    `\`${path}\` is stored with ${names}, which is not supported.`,
    path,
  );
}

/**
 * A chunk as it was before it was filtered: the steps are undone last to first, except those that `mask` says were skipped
 * (bit 0 is the first). `size` is what must come out, in bytes.
 */
export async function undoFilters(
  bytes: Uint8Array,
  filters: readonly Filter[],
  mask: number,
  size: number,
  what: string,
): Promise<Uint8Array> {
  let chunk = bytes;
  for (let i = filters.length - 1; i >= 0; i--) {
    const filter = filters[i]!;
    if (mask & (1 << i)) continue;
    const undone = UNDO[filter.id]!(chunk, filter, size + SLACK, what);
    chunk = undone instanceof Uint8Array ? undone : await undone;
  }
  if (chunk.length === size) return chunk;
  throw new ReadError('corrupt', `The file is damaged: ${what} has ${chunk.length} of ${size} bytes.`);
}

function once(bytes: Uint8Array): () => Promise<Uint8Array | null> {
  let rest: Uint8Array | null = bytes;
  return async () => {
    const piece = rest;
    rest = null;
    return piece;
  };
}
