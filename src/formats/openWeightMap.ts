import type { ByteSource, FileSet, OpenModel } from '../model/index.ts';
import { openShardedWeights } from './keras/openShardedWeights.ts';
import { openShards } from './safetensors/openShards.ts';
import { readWeightMap } from './weightMap.ts';

/** Keras lists groups (`/layers/dense/vars`), Hugging Face tensors. */
const GROUP = /^\/(.*\/)?vars$/;

/** Opens weights in several files by their index, whose keys tell whose they are. */
export async function openWeightMap(source: ByteSource, files: FileSet, at: string): Promise<OpenModel> {
  const map = await readWeightMap(source);
  const open = [...map.keys()].every((key) => GROUP.test(key)) ? openShardedWeights : openShards;
  return open(source, files, at, map);
}
