import type { ReadNote } from '../../model/index.ts';
import type { SavedVariable } from './Checkpoint.ts';

const SECOND_LIST = /^_all_variables\//;

/**
 * An export of Keras 3 holds every variable twice, as `variables/3` and again as `_all_variables/7`. The copies, known by
 * the same name, type, shape and checksum, are left out and counted in a note.
 */
export function withoutCopies(variables: readonly SavedVariable[]): {
  readonly variables: SavedVariable[];
  readonly notes: ReadNote[];
} {
  const left = new Map<string, number>();
  for (const it of variables)
    if (!SECOND_LIST.test(it.path)) left.set(keyOf(it), (left.get(keyOf(it)) ?? 0) + 1);
  const kept = variables.filter((it) => {
    if (!SECOND_LIST.test(it.path)) return true;
    const count = left.get(keyOf(it)) ?? 0;
    left.set(keyOf(it), count - 1);
    return count <= 0;
  });
  const copies = variables.length - kept.length;
  const message = `The export holds ${copies} variables a second time, with the same values; the copies were left out.`;
  return { variables: kept, notes: copies > 0 ? [{ code: 'copies', message, where: '_all_variables' }] : [] };
}

const keyOf = ({ fullName, tensor: { entry } }: SavedVariable): string =>
  JSON.stringify([fullName, entry.dtype, entry.shape, entry.crc]);
