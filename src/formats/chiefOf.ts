import { type FileSet, ReadError } from '../model/index.ts';
import { FORMATS, type FormatReader } from './formats.ts';

/** A file that a model could be opened by. */
interface Candidate {
  readonly path: string;
  readonly folder: string;
  readonly format: FormatReader;
}

/**
 * The file that a model is opened by: the one that the user chose, or the only one in a folder that looks like it. Throws
 * `ReadError('not-a-model')` when there is none, or more than one.
 */
export function chiefOf(files: FileSet): string {
  const [only, ...more] = files.paths;
  if (only === undefined) throw new ReadError('not-a-model', `\`${files.name}\` holds no files.`);
  if (files.chosen !== null) return files.chosen;
  if (more.length === 0) return only;
  const found = modelsIn(files.paths);
  const [chief, ...rivals] = found;
  if (chief !== undefined && rivals.length === 0) return chief;
  throw new ReadError(
    'not-a-model',
    `\`${files.name}\` holds ${files.paths.length.toLocaleString('en')} files and ${
      found.length === 0
        ? 'none that a model is opened by'
        : `more than one model (${found.slice(0, 3).join(', ')}${found.length > 3 ? ', …' : ''})`
    }. Open one model: its file, or the folder that it was saved into.`,
  );
}

/** Paths of the models among these files, what is part of another left out. */
export function modelsIn(paths: readonly string[]): string[] {
  return independent(candidatesOf(paths)).map(({ path }) => path);
}

/** Whether a folder with these files holds something to open. */
export function holdsModel(paths: readonly string[]): boolean {
  return candidatesOf(paths).length > 0;
}

function candidatesOf(paths: readonly string[]): Candidate[] {
  const sure = calledSo(paths, 'named');
  return sure.length > 0 || !paths.some((path) => /\.bin$/i.test(path)) ? sure : calledSo(paths, 'perhaps');
}

function calledSo(paths: readonly string[], how: 'named' | 'perhaps'): Candidate[] {
  return paths.flatMap((path) => {
    const format = FORMATS.find((it) => it[how]?.test(path));
    return format ? [{ path, folder: path.slice(0, path.lastIndexOf('/') + 1), format }] : [];
  });
}

/** Leaves out what is part of another: the checkpoint inside a SavedModel, the older ones that a state file lists. */
function independent(candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ format }: Candidate): number => FORMATS.indexOf(format);
  // The first row's owner of each folder: what stands there beside it belongs to it.
  const owners = new Map<string, number>();
  for (const it of candidates)
    if (it.format.ownsFolder)
      owners.set(it.folder, Math.min(rank(it), owners.get(it.folder) ?? Number.POSITIVE_INFINITY));
  return candidates.filter(
    (part) =>
      rank(part) <= (owners.get(part.folder) ?? Number.POSITIVE_INFINITY) &&
      !foldersAround(part.folder).some((folder) => owners.has(folder)),
  );
}

/** `''` and `a/` of `a/b/`. */
function foldersAround(folder: string): string[] {
  const parts = folder.split('/').slice(0, -1);
  return parts.map((_, i) =>
    parts
      .slice(0, i)
      .map((part) => `${part}/`)
      .join(''),
  );
}
