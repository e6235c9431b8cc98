import type { ByteSource, FileSet } from '../model/index.ts';
import { chiefOf, holdsModel } from './chiefOf.ts';
import { readZipDirectory } from './containers/index.ts';
import { commonRoot, zippedFiles } from './fileSet.ts';

/** The files as they are; those inside, when the model is a zip of its folder. A `.keras` archive is a model by itself. */
export async function unzipped(files: FileSet): Promise<FileSet> {
  const source = await files.open(chiefOf(files));
  if (!isZip(source)) return files;
  const entries = readZipDirectory(source);
  const names = entries.map(({ name }) => name).filter((name) => !name.endsWith('/'));
  const root = commonRoot(names);
  const inside = names.map((name) => name.slice(root.length));
  const isArchive = ARCHIVE.some((name) => names.includes(name)) || isWeightsAlone(names);
  return isArchive || !holdsModel(inside) ? files : zippedFiles(source, entries);
}

/** Entries at the root of a `.keras` archive. */
const ARCHIVE = ['config.json', 'metadata.json'];

/** Weights beside an architecture are a folder of two files. */
function isWeightsAlone(names: readonly string[]): boolean {
  return names.includes('model.weights.h5') && !names.some((name) => /\.(json|ya?ml)$/i.test(name));
}

function isZip(source: ByteSource): boolean {
  if (source.size < 4) return false;
  const [p, k] = source.view(0, 2);
  return p === 0x50 && k === 0x4b;
}
