import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { FileSet, OpenModel, Tensor } from '../../model/index.ts';
import { memorySource, openEntry, readZipDirectory } from '../containers/index.ts';
import { fileSet } from '../fileSet.ts';
import { openModel } from '../index.ts';

const FOLDER = new URL('../../../fixtures/tensorflow/', import.meta.url);

/** A tensor as TensorFlow read it: the SHA-256 of its bytes, or its texts. */
export interface ExpectedTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly value: string | readonly string[];
}

/** A SavedModel or checkpoint that TensorFlow wrote, with what TensorFlow says about it. */
export interface TensorflowFixture {
  readonly id: string;
  readonly expected: {
    /** The file of `fixtures/good` that holds the same model. */
    readonly architecture: string | null;
    /** Its variables have other names than there. */
    readonly renamed?: boolean;
    /** Beginnings of the names of variables that TensorFlow did not save. */
    readonly unsaved?: readonly string[];
    readonly tensors: Readonly<Record<string, ExpectedTensor>>;
  };
}

/** All committed SavedModels and checkpoints that must open. */
export function tensorflowFixtures(): TensorflowFixture[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.expected.json'))
    .map((name) => ({
      id: name.replace('.expected.json', ''),
      expected: JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as TensorflowFixture['expected'],
    }));
}

/** The zip of a fixture's folder, as it is. */
export function zipped(id: string): ReturnType<typeof memorySource> {
  return memorySource(`${id}.zip`, new Uint8Array(readFileSync(new URL(`${id}.zip`, FOLDER))));
}

/** Files of a folder by path. */
export type Folder = Readonly<Record<string, Uint8Array>>;

/** A fixture's folder, unpacked. */
export async function unpacked(id: string): Promise<Folder> {
  const archive = zipped(id);
  const files: Record<string, Uint8Array> = {};
  for (const entry of readZipDirectory(archive)) {
    const file = await openEntry(archive, entry);
    files[entry.name] = new Uint8Array(await file.read(0, file.size));
  }
  return files;
}

/** Files as somebody drops them: a folder, or with the one that they pointed at. */
export function setOf(folder: Folder, chosen: string | null = null): FileSet {
  const listed = Object.entries(folder).map(([path, bytes]) => ({
    path,
    size: bytes.length,
    open: () => memorySource(path, bytes),
  }));
  return fileSet('folder', listed, chosen);
}

/** Opens a fixture from its zip. */
export const openFixture = (id: string): Promise<OpenModel> => openModel(zipped(id));

/** A tensor as the expected files have it: its texts, or the SHA-256 of its bytes. */
export function digestOf({ strings, bytes }: Tensor): string | string[] {
  if (strings) return strings.map((it) => Buffer.from(it, 'utf8').toString('latin1'));
  return createHash('sha256').update(bytes).digest('hex');
}
