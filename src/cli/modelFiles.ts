import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ReadError } from '../model/index.ts';
import type { HostFile } from '../pipeline/index.ts';
import { absolute, diskSource, hostFile } from './files.ts';

/** More files than this are no model's folder. */
const MAX_FILES = 100_000;

/** Models that are one file, by name: nothing beside them is looked at. */
const ALONE = /\.(keras|h5|hdf5|zip)$/i;

/**
 * The files of a model on disk: a file with what lies beside it, a folder with all below it, or a checkpoint's prefix
 * (`ckpt-1` for `ckpt-1.index` and its shards). Throws `ReadError` when there is nothing of that name.
 */
export function modelFiles(path: string): HostFile[] {
  const full = absolute(path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return listed(full, basename(full), false);
  if (stat === undefined && isFile(`${full}.index`)) return modelFiles(`${full}.index`);
  const file = hostFile(path);
  if (ALONE.test(path)) return [file];
  const others = listed(dirname(full), '', true).filter((it) => it.path !== file.path);
  return [file, ...others];
}

function isFile(full: string): boolean {
  return statSync(full, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The files below a folder. What lies beside a file is looked for one folder deep: shards, and a SavedModel's variables. */
function listed(root: string, prefix: string, beside: boolean): HostFile[] {
  const found: HostFile[] = [];
  for (const path of pathsBelow(root, prefix, beside ? 1 : Number.POSITIVE_INFINITY)) {
    const full = join(root, prefix === '' ? path : path.slice(prefix.length + 1));
    const stat = statSync(full, { throwIfNoEntry: false });
    if (!stat?.isFile()) continue;
    found.push({ name: basename(full), path, blob: diskSource(full, stat.size), ...(beside && { beside }) });
    if (found.length > MAX_FILES) {
      if (beside) break;
      throw new ReadError(
        'too-large',
        `${root} holds more than ${MAX_FILES.toLocaleString('en')} files.`,
        root,
      );
    }
  }
  return found;
}

function* pathsBelow(folder: string, below: string, depth: number): Iterable<string> {
  for (const entry of entriesOf(folder)) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory()) yield path;
    else if (depth > 0) yield* pathsBelow(join(folder, entry.name), path, depth - 1);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new ReadError('missing-part', `${folder} cannot be listed: ${reason}.`, folder, error);
  }
}
