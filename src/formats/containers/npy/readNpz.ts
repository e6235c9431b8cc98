import { type ByteSource, ReadError } from '../../../model/index.ts';
import { openEntry } from '../zip/openEntry.ts';
import { readZipDirectory } from '../zip/readZipDirectory.ts';
import type { NpyArray } from './NpyArray.ts';
import { parseNpy } from './parseNpy.ts';

const SUFFIX = '.npy';
const MAX_BYTES = 2 * 1024 ** 3;

/**
 * The arrays of an `.npz` file by name, without `.npy`, in the order of its members. Members that are not arrays are left
 * out. Rejects with `ReadError`, `too-large` when the arrays take more than 2 GiB together.
 */
export async function readNpz(source: ByteSource): Promise<Map<string, NpyArray>> {
  const all = readZipDirectory(source);
  const entries = all.filter((entry) => entry.name.endsWith(SUFFIX));
  if (entries.length === 0 && all.length > 0) {
    const held = all
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ');
    throw new ReadError(
      'not-a-model',
      `\`${source.name}\` holds no arrays. Expected an .npz with members that end in .npy; found ${held}.`,
    );
  }
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > MAX_BYTES)
    throw new ReadError('too-large', `\`${source.name}\` holds more than 2 GiB of arrays.`);
  const arrays = new Map<string, NpyArray>();
  for (const entry of entries) {
    const member = await openEntry(source, entry);
    arrays.set(entry.name.slice(0, -SUFFIX.length), parseNpy(await member.read(0, member.size), entry.name));
  }
  return arrays;
}
