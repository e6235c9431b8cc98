import { type ByteSource, type PickleValue, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';
import { decompressed } from './decompressed.ts';
import { readPickle } from './readPickle.ts';

/** Larger files are no preprocessing. */
const MAX_BYTES = 256 * 2 ** 20;
/** A compressed file may grow this many times, and any file to this many bytes; fitted numbers hardly shrink. */
const MAX_GROWTH = 1000;
const FREE_BYTES = 16 * 2 ** 20;

/**
 * Reads a `.pkl` or `.joblib` file as inert data, whichever compression joblib used. Rejects with `ReadError`; see `readPickle`.
 */
export async function openPickle(source: ByteSource): Promise<PickleValue> {
  if (source.size === 0)
    throw new ReadError('not-a-model', `\`${source.name}\` is empty. Expected a pickle or joblib file.`);
  if (source.size > MAX_BYTES)
    throw new ReadError(
      'too-large',
      `\`${source.name}\` has ${formatCount(source.size)} bytes; preprocessing files are read up to ${formatCount(MAX_BYTES)}.`,
    );
  const stored = await source.read(0, source.size);
  const limit = Math.min(MAX_BYTES, Math.max(FREE_BYTES, MAX_GROWTH * stored.length));
  return readPickle(await decompressed(stored, source.name, limit), source.name);
}
