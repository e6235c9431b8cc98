import {
  type ByteSource,
  type FileSet,
  type OpenModel,
  ReadError,
  type ReadNote,
} from '../../model/index.ts';
import type { RangedTensor } from '../rangedStore.ts';
import { shardsOf, type WeightMap } from '../weightMap.ts';
import { assembleSafetensors } from './assembleSafetensors.ts';
import { isSafetensors, readHeader } from './readHeader.ts';
import { storedTensors } from './storedTensors.ts';

/**
 * Opens safetensors in several files by their index, as one file of weights: `weight_map` says which file holds which tensor.
 * Rejects with `ReadError` where a file is missing, where index and files do not list the same tensors, and where two files
 * hold one tensor.
 */
export async function openShards(
  source: ByteSource,
  files: FileSet,
  at: string,
  weights: WeightMap,
): Promise<OpenModel> {
  const map = new Map([...weights].map(([name, shards]) => [name, onlyShard(name, shards)]));
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  const shards = shardsOf(weights, files, at);
  checkNoStray(shards, files, folder, source.name);
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

function onlyShard(name: string, [shard, ...more]: readonly string[]): string {
  if (shard !== undefined && more.length === 0) return shard;
  throw new ReadError('corrupt', `The index places "${name}" in ${more.length + 1} files.`, name);
}

/** A file of the same model that the index does not name is of another time of saving. */
function checkNoStray(shards: readonly string[], files: FileSet, folder: string, index: string): void {
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
