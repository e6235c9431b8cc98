import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts', 'vite.cli.config.ts'];

/** Whether a build is missing or older than any source of the project in `root`. */
export function isStale(root, built) {
  const made = statSync(join(root, built), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return SOURCES.some((name) => newest(join(root, name)) > made);
}

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
