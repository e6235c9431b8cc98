import { type FileSet, ReadError } from '../../model/index.ts';

/**
 * The file of the set that a manifest means by `path`, which counts from the folder of model.json. A browser that was given
 * single files drops their folders: there the name alone decides. Never leaves the set: `..`, absolute paths and
 * addresses are refused.
 */
export function shardPath(files: FileSet, at: string, path: string): string {
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  const spellings = [path, unescaped(path)];
  for (const spelling of spellings) checkLocal(spelling, path);
  const known = new Set(files.paths);
  const exact = spellings.map((spelling) => folder + plain(spelling)).find((it) => known.has(it));
  if (exact !== undefined) return exact;
  const names = new Set(spellings.map(nameOf));
  const namesakes = files.paths.filter(
    (it) => !it.slice(folder.length).includes('/') && names.has(nameOf(it)),
  );
  if (namesakes.length === 1 && namesakes[0]?.startsWith(folder)) return namesakes[0];
  throw new ReadError(
    'missing-part',
    `The weights file \`${path}\` is missing: model.json lists it, and it was not opened. Open model.json together with all its .bin files, or their folder.`,
    path,
  );
}

const plain = (path: string): string => path.replace(/^(\.\/)+/, '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function checkLocal(spelling: string, path: string): void {
  const leaves = spelling.split(/[/\\]/).includes('..') || /^[/\\]|\\|^[a-z][a-z0-9+.-]*:|\0/i.test(spelling);
  if (leaves)
    throw new ReadError(
      'corrupt',
      `The manifest names a weights file outside the model’s folder (\`${path}\`). Only files that lie with model.json are read, and nothing is fetched.`,
      path,
    );
}
