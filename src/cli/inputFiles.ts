import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ReadError } from '../model/index.ts';
import type { HostFile } from '../pipeline/index.ts';
import { absolute, hostFile } from './files.ts';

/**
 * The files that hold inputs: as they were named, or for a folder all files in it, in the order of their names (`2.png`
 * before `10.png`), hidden ones left out. Throws `ReadError` for what is not there and for an empty folder.
 */
export function inputFiles(paths: readonly string[]): HostFile[] {
  return paths.flatMap((path) => {
    const isFolder = statSync(absolute(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    return isFolder ? inFolder(path) : [hostFile(path)];
  });
}

function inFolder(path: string): HostFile[] {
  const names = readdirSync(absolute(path), { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length === 0) throw new ReadError('missing-part', `The folder ${path} holds no files.`, path);
  return names.map((name) => hostFile(join(path, name)));
}
