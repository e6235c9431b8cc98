import { type ByteSource, type FileSet, type OpenModel, ReadError } from '../../model/index.ts';
import { openCheckpoint } from './openCheckpoint.ts';

const MAX_BYTES = 2 ** 20;

/** What the state file of a folder says (`tensorflow/python/training/checkpoint_state.proto`, as text). */
interface CheckpointState {
  readonly latest: string;
  readonly all: readonly string[];
}

/** Whether a file is the text that TensorFlow keeps beside its checkpoints. */
export function isCheckpointState(source: ByteSource): boolean {
  if (source.size === 0 || source.size > MAX_BYTES) return false;
  const head = source.view(0, Math.min(64, source.size));
  return /^\s*model_checkpoint_path\s*:\s*["']/.test(new TextDecoder('latin1').decode(head));
}

/** Opens the latest of the checkpoints that a state file lists; the others are named in a note. */
export async function openLatestCheckpoint(
  source: ByteSource,
  files: FileSet,
  at: string,
): Promise<OpenModel> {
  const state = readState(await source.read(0, source.size), at);
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  const index = indexOf(state.latest, folder, files);
  const model = await openCheckpoint(await files.open(index), files, index);
  const others = state.all.filter((it) => it !== state.latest);
  if (others.length === 0) return model;
  const shown = others.slice(0, 5).join(', ') + (others.length > 5 ? ', …' : '');
  const note = {
    code: 'other-checkpoints',
    message: `The folder lists ${others.length} more checkpoints (${shown}); the latest, ${state.latest}, is opened.`,
    where: at,
  };
  return { ...model, artifact: { ...model.artifact, notes: [...model.artifact.notes, note] } };
}

function readState(bytes: Uint8Array, at: string): CheckpointState {
  const text = new TextDecoder().decode(bytes);
  const texts = (key: string): string[] =>
    [...text.matchAll(new RegExp(`^\\s*${key}\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'gm'))].map(([, value]) =>
      unescaped(value as string, at),
    );
  const [latest] = texts('model_checkpoint_path');
  if (latest === undefined) throw new ReadError('corrupt', `\`${at}\` names no model_checkpoint_path.`, at);
  return { latest, all: texts('all_model_checkpoint_paths') };
}

/** Text-format escapes that paths have; octal ones are bytes of UTF-8. */
function unescaped(value: string, at: string): string {
  const bytes: number[] = [];
  for (const [part] of value.matchAll(/\\[0-7]{1,3}|\\.|[^\\]+/gu)) {
    if (!part.startsWith('\\')) for (const byte of new TextEncoder().encode(part)) bytes.push(byte);
    else if (/^\\[0-7]/.test(part)) bytes.push(Number.parseInt(part.slice(1), 8) & 255);
    else if (/^\\["'\\]/.test(part)) bytes.push(part.charCodeAt(1));
    else throw new ReadError('corrupt', `\`${at}\` holds a path that cannot be read: ${value}.`, at);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** The index of a prefix, which may name a folder of the machine that wrote it: then only its last part counts. */
function indexOf(prefix: string, folder: string, files: FileSet): string {
  const name = prefix.split(/[/\\]/).at(-1) as string;
  const places = [`${folder}${prefix}.index`, `${folder}${name}.index`];
  const found = places.find((path) => files.paths.includes(path));
  if (found !== undefined) return found;
  throw new ReadError(
    'missing-part',
    `The state file names the checkpoint \`${name}\`, but \`${name}.index\` does not lie beside it. Open the folder with all its files.`,
    folder,
  );
}
