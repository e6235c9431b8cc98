import { ReadError } from '../../../../model/index.ts';
import { formatCount } from '../../formatCount.ts';

const MAX_CHUNKS = 2_000_000;

/** Refuses a dataset with more than two million chunks, before they are all listed: `ReadError('too-large')`. */
export function checkChunkCount(count: number): void {
  if (count <= MAX_CHUNKS) return;
  throw new ReadError('too-large', `A dataset has more than ${formatCount(MAX_CHUNKS)} chunks.`);
}
