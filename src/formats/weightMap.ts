import { type ByteSource, type FileSet, isArray, isObject, type Json, ReadError } from '../model/index.ts';
import { hasTopKey, parseJson } from './containers/index.ts';

/** What an index says of weights in several files: by tensor, or by group of tensors, the files that hold it. */
export type WeightMap = ReadonlyMap<string, readonly string[]>;

const KEYS: ReadonlySet<string> = new Set(['weight_map']);
const MAX_INDEX = 100_000_000;
/** No model is cut into more files. */
const MAX_SHARDS = 10_000;

/** Whether a file is an index: `model.safetensors.index.json` of Hugging Face, `model.weights.json` of Keras ≥ 3.10. */
export function isWeightMap(source: ByteSource): boolean {
  return hasTopKey(source, KEYS);
}

/** Reads an index. Rejects with `ReadError` when it lists nothing, or anything but names of files. */
export async function readWeightMap(source: ByteSource): Promise<WeightMap> {
  if (source.size > MAX_INDEX)
    throw new ReadError('too-large', `\`${source.name}\` has ${source.size.toLocaleString('en')} bytes.`);
  const text = new TextDecoder().decode(await source.read(0, source.size));
  const index = parseJson(text, { name: source.name, maxLength: MAX_INDEX, uniqueKeys: true });
  const map = isObject(index) ? index.weight_map : null;
  const entries = isObject(map) ? Object.entries(map).map(([key, it]) => [key, namesIn(it)] as const) : [];
  if (entries.length > 0 && entries.every((it): it is [string, string[]] => it[1] !== null))
    return new Map(entries);
  throw new ReadError(
    'corrupt',
    `\`${source.name}\` holds no list of tensors: expected weight_map, an object of tensor names and file names.`,
    'weight_map',
  );
}

function namesIn(value: Json): string[] | null {
  const names = isArray(value) ? value : [value];
  return names.length > 0 && names.every((it): it is string => typeof it === 'string') ? [...names] : null;
}

/** The files that an index names, sorted. Throws `ReadError` where one is missing, or does not lie beside the index. */
export function shardsOf(map: WeightMap, files: FileSet, at: string): string[] {
  const cut = at.lastIndexOf('/') + 1;
  const [folder, index] = [at.slice(0, cut), at.slice(cut)];
  const shards = [...new Set([...map.values()].flat())].sort();
  for (const shard of shards) checkName(shard, index);
  if (shards.length > MAX_SHARDS)
    throw new ReadError(
      'too-large',
      `\`${index}\` names ${shards.length.toLocaleString('en')} files.`,
      'weight_map',
    );
  const present = new Set(files.paths);
  const missing = shards.filter((shard) => !present.has(folder + shard));
  if (missing.length === 0) return shards;
  throw new ReadError(
    'missing-part',
    `${missing.length} of the ${shards.length} files that \`${index}\` names are missing: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}. Open the index together with all of them, or their folder.`,
    folder + missing[0],
  );
}

function checkName(shard: string, index: string): void {
  if (shard !== '' && shard !== '.' && shard !== '..' && !/[/\\:\0]/.test(shard)) return;
  throw new ReadError(
    'corrupt',
    `\`${index}\` names \`${shard}\`, which does not lie beside it. Only files in the same folder are read.`,
    'weight_map',
  );
}
