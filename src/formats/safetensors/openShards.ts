import {
  type ByteSource,
  type FileSet,
  isObject,
  type OpenModel,
  ReadError,
  type ReadNote,
} from '../../model/index.ts';
import { hasTopKey, parseJson } from '../containers/index.ts';
import type { RangedTensor } from '../rangedStore.ts';
import { assembleSafetensors } from './assembleSafetensors.ts';
import { isSafetensors, readHeader } from './readHeader.ts';
import { storedTensors } from './storedTensors.ts';

const KEYS: ReadonlySet<string> = new Set(['weight_map']);
const MAX_INDEX = 100_000_000;
/** No model is cut into more files. */
const MAX_SHARDS = 10_000;

/** Whether a file is the index of safetensors in several files (`model.safetensors.index.json` of Hugging Face). */
export function isShardIndex(source: ByteSource): boolean {
  return hasTopKey(source, KEYS);
}

/**
 * Opens safetensors in several files by their index, as one file of weights: `weight_map` says which file holds which tensor.
 * Rejects with `ReadError` where a file is missing, where index and files do not list the same tensors, and where two files
 * hold one tensor.
 */
export async function openShards(source: ByteSource, files: FileSet, at: string): Promise<OpenModel> {
  const map = await readMap(source);
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  const shards = [...new Set(map.values())].sort();
  for (const shard of shards) checkName(shard, source.name);
  checkPresent(shards, files, folder, source.name);
  const tensors: RangedTensor[] = [];
  const notes: ReadNote[] = [];
  const writers = new Set<string>();
  const found = new Map<string, string>();
  for (const shard of shards) {
    const file = await files.open(folder + shard);
    if (!isSafetensors(file))
      throw new ReadError('corrupt', `\`${shard}\`, which the index names, is no safetensors file.`, shard);
    const { tensors: listed, metadata } = readHeader(file);
    for (const { name } of listed) checkPlace(name, shard, map, found);
    // Their files are members of the set, even where one lies in a zip.
    const stored = storedTensors(listed, { origin: null }, folder + shard);
    tensors.push(...stored.tensors);
    notes.push(...stored.notes);
    const writer = metadata.get('format');
    if (writer !== undefined) writers.add(writer);
  }
  const lost = [...map].find(([name]) => !found.has(name));
  if (lost)
    throw new ReadError(
      'missing-part',
      `The index places "${lost[0]}" in \`${lost[1]}\`, which does not hold it.`,
      lost[0],
    );
  const paths = [at, ...shards.map((shard) => folder + shard)];
  const byteLength = paths.reduce((sum, path) => sum + files.size(path), 0);
  const name = files.chosen === null ? files.name : source.name;
  const writer = [...writers].join(', ') || null;
  return assembleSafetensors({ name, byteLength, files, paths, tensors, writer, notes });
}

/** Tensor names to file names. */
async function readMap(source: ByteSource): Promise<Map<string, string>> {
  if (source.size > MAX_INDEX)
    throw new ReadError('too-large', `\`${source.name}\` has ${source.size.toLocaleString('en')} bytes.`);
  const text = new TextDecoder().decode(await source.read(0, source.size));
  const index = parseJson(text, { name: source.name, maxLength: MAX_INDEX, uniqueKeys: true });
  const map = isObject(index) ? index.weight_map : null;
  const entries = isObject(map) ? Object.entries(map) : [];
  if (entries.length === 0 || !entries.every((it): it is [string, string] => typeof it[1] === 'string'))
    throw new ReadError(
      'corrupt',
      `\`${source.name}\` holds no list of tensors: expected weight_map, an object of tensor names and file names.`,
      'weight_map',
    );
  return new Map(entries as [string, string][]);
}

function checkName(shard: string, index: string): void {
  if (shard !== '' && shard !== '.' && shard !== '..' && !/[/\\:\0]/.test(shard)) return;
  throw new ReadError(
    'corrupt',
    `\`${index}\` names \`${shard}\`, which does not lie beside it. Only files in the same folder are read.`,
    'weight_map',
  );
}

function checkPresent(shards: readonly string[], files: FileSet, folder: string, index: string): void {
  if (shards.length > MAX_SHARDS)
    throw new ReadError(
      'too-large',
      `\`${index}\` names ${shards.length.toLocaleString('en')} files.`,
      'weight_map',
    );
  const present = new Set(files.paths);
  const missing = shards.filter((shard) => !present.has(folder + shard));
  if (missing.length > 0)
    throw new ReadError(
      'missing-part',
      `${missing.length} of the ${shards.length} files that \`${index}\` names are missing: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}. Open the index together with all of them, or their folder.`,
      folder + missing[0],
    );
  const own = new Set(shards);
  const stem = index.replace(/\.safetensors\.index\.json$/i, '');
  const stray = files.paths.find((path) => {
    const name = path.startsWith(folder) ? path.slice(folder.length) : '';
    return (
      name.startsWith(`${stem}-`) &&
      /^\d{5}-of-\d{5}\.safetensors$/i.test(name.slice(stem.length + 1)) &&
      !own.has(name)
    );
  });
  if (stray !== undefined)
    throw new ReadError(
      'corrupt',
      `\`${stray}\` lies beside \`${index}\`, which does not name it: they are of two models, or of two times of saving. Keep the files of one.`,
      stray,
    );
}

function checkPlace(
  name: string,
  shard: string,
  map: ReadonlyMap<string, string>,
  found: Map<string, string>,
): void {
  const other = found.get(name);
  if (other !== undefined)
    throw new ReadError('corrupt', `Both \`${other}\` and \`${shard}\` hold a tensor "${name}".`, name);
  found.set(name, shard);
  const placed = map.get(name);
  if (placed === shard) return;
  throw new ReadError(
    'corrupt',
    placed === undefined
      ? `\`${shard}\` holds a tensor "${name}" that the index does not list: they were not saved together.`
      : `\`${shard}\` holds "${name}", which the index places in \`${placed}\`: they were not saved together.`,
    name,
  );
}
