import {
  type ByteSource,
  type FileSet,
  type OpenModel,
  ReadError,
  type TensorStore,
  type Variable,
} from '../../model/index.ts';
import { openHdf5 } from '../containers/index.ts';
import { fingerprintFiles } from '../fingerprintFiles.ts';
import { shardsOf, type WeightMap } from '../weightMap.ts';
import { assembleWeights, type Parts } from './assemble.ts';
import type { Binding } from './Binding.ts';
import { bindV3Places } from './bindPlaces.ts';
import { bindV3 } from './bindV3.ts';
import type { StoredTensor } from './StoredTensor.ts';
import { storedV3 } from './storedWeights.ts';
import { storeOf } from './storeOf.ts';
import { readV3Store, type V3Store } from './v3Store.ts';

/**
 * Opens weights of Keras ≥ 3.10 in several files by their index (`model.weights.json`, `ShardedH5IOStore` of
 * `keras/src/saving/saving_lib.py`), as one v3 store. `map` says which files hold a group; a layer's variables may be spread over
 * several. Rejects with `ReadError` where a file is missing or holds a tensor that the index does not place there.
 */
export async function openShardedWeights(
  source: ByteSource,
  files: FileSet,
  at: string,
  map: WeightMap,
): Promise<OpenModel> {
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  const shards = new Map<string, ByteSource>();
  const tensors = new Map<string, StoredTensor>();
  const names = new Map<string, string>();
  const objects = new Set<string>();
  for (const shard of shardsOf(map, files, at)) {
    const file = await files.open(folder + shard);
    const part = readV3Store(openHdf5(file).root, shard);
    shards.set(shard, file);
    for (const [place, tensor] of part.tensors) {
      checkPlace(place, shard, map, tensors.get(place));
      tensors.set(place, tensor);
    }
    for (const [path, name] of part.names) names.set(path, name);
    for (const path of part.objects) objects.add(path);
  }
  const store: V3Store = { tensors, names, objects };
  const paths = [at, ...[...shards.keys()].map((shard) => folder + shard)];
  const size = paths.reduce((sum, path) => sum + files.size(path), 0);
  const parts: Parts = {
    source: { name: files.chosen === null ? files.name : source.name, size },
    store: (bound) => storeOfShards(shards, bound, () => fingerprintFiles(files, paths)),
    format: 'weights-v3',
    producer: { kerasVersion: null, backend: null, savedAt: null },
    notes: [],
    stored: () => storedV3(store, false),
  };
  return assembleWeights(parts, bindV3Places(store), (config, version) => bindV3(store, config, version));
}

function checkPlace(place: string, shard: string, map: WeightMap, other: StoredTensor | undefined): void {
  const group = `/${place.slice(0, place.lastIndexOf('/'))}`;
  if (!map.get(group)?.includes(shard))
    throw new ReadError(
      'corrupt',
      `\`${shard}\` holds \`${place}\`, which the index does not place there: they were not saved together.`,
      place,
    );
  if (other)
    throw new ReadError(
      'corrupt',
      `Both \`${other.storage.member}\` and \`${shard}\` hold \`${place}\`.`,
      place,
    );
}

/** Each value from the file that holds it. */
function storeOfShards(
  shards: ReadonlyMap<string, ByteSource>,
  bound: Binding['tensors'],
  digest: () => Promise<string>,
): TensorStore {
  const stores = new Map(
    [...shards].map(([shard, file]) => {
      const own = [...bound].filter(([, { storage }]) => storage.member === shard);
      return [shard, storeOf(file, file, new Map(own))] as const;
    }),
  );
  const storeWith = (variable: Variable): TensorStore => {
    const found = stores.get(variable.storage.member ?? '');
    if (found) return found;
    throw new ReadError('missing-part', `The files hold no tensor "${variable.id}".`, variable.place);
  };
  let known: Promise<string> | null = null;
  return {
    read: (variable) => storeWith(variable).read(variable),
    readRange: (variable, from, length) => storeWith(variable).readRange(variable, from, length),
    fingerprint() {
      known ??= digest();
      return known;
    },
    close: () => Promise.resolve(),
  };
}
