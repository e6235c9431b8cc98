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
 * `ReadError('not-a-model')` when there is none, or more than one: then it says which, and how to choose.
 */
export function chiefOf(files: FileSet, packed = false): string {
  const [only, ...more] = files.paths;
  if (only === undefined) throw new ReadError('not-a-model', `\`${files.name}\` holds no files.`);
  if (files.chosen !== null) return files.chosen;
  if (more.length === 0) return only;
  const found = independent(candidatesOf(files.paths));
  const [chief, ...rivals] = found;
  if (chief !== undefined && rivals.length === 0) return chief.path;
  if (chief !== undefined) throw severalModels(files.name, found, packed);
  throw new ReadError(
    'not-a-model',
    `\`${files.name}\` holds ${files.paths.length.toLocaleString('en')} files and none that a model is opened by. Open one model: its file, or the folder that it was saved into.`,
  );
}

/** Candidates that a message names. */
const NAMED = 6;

/** Which of them is meant is the user's to say. */
function severalModels(name: string, found: readonly Candidate[], packed: boolean): ReadError {
  const ways = found.map((it) => openedBy(it, found));
  const listed = ways.slice(0, NAMED).join(', ');
  const rest = ways.length > NAMED ? ` and ${(ways.length - NAMED).toLocaleString('en')} more` : '';
  const example = packed
    ? `Unpack it and open the one you mean: \`${ways[0]}\``
    : `Open the one you mean: \`${name}/${ways[0]}\``;
  return new ReadError(
    'not-a-model',
    `\`${name}\` holds more than one model: ${listed}${rest}. ${example}, for example. To compare two of them, open each as one side.`,
  );
}

/** A model that owns its folder is opened by that, unless another lies in it. */
function openedBy({ path, folder, format }: Candidate, found: readonly Candidate[]): string {
  const alone = found.filter((it) => it.folder === folder).length === 1;
  return format.ownsFolder && folder !== '' && alone ? folder.slice(0, -1) : path;
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
      !candidates.some(
        ({ folder, format }) => folder === part.folder && format.ownsBeside?.test(part.path),
      ) &&
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
