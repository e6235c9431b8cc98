import { expectVariables, type KerasVersion, profileOf, STORE_PROFILES } from '../../keras/index.ts';
import {
  type AssetStore,
  type ByteSource,
  type JsonObject,
  type LayerId,
  ReadError,
  type Tensor,
} from '../../model/index.ts';
import { openEntry, type ZipEntry } from '../containers/index.ts';
import { ownersOf } from './bindV3.ts';

/** `assets/layers/string_lookup/vocabulary.txt`; TextVectorization keeps a second copy for the lookup inside it. */
const VOCABULARY = /^assets\/(.+?)(?:\/_lookup_layer)?\/vocabulary\.txt$/;
/** A vocabulary larger than this is hostile. */
const MAX_BYTES = 256 * 2 ** 20;

/**
 * The vocabularies of an archive by layer (`keras/src/layers/preprocessing/index_lookup.py`, `save_assets`). Their folders
 * are named as the groups of the weights are.
 */
export function assetStore(
  source: ByteSource,
  entries: readonly ZipEntry[],
  config: JsonObject,
  version: KerasVersion | null,
): AssetStore | null {
  const places = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const place = VOCABULARY.exec(entry.name)?.[1];
    if (place !== undefined && !places.has(place)) places.set(place, entry);
  }
  if (places.size === 0) return null;
  const byLayer = ownersOfPlaces(places, config, version);
  return async (layer) => {
    const entry = byLayer.get(layer);
    return entry === undefined ? {} : { vocabulary: await readLines(source, entry) };
  };
}

/** As the weights are named: the convention that claims most places, the stated version's first. */
function ownersOfPlaces(
  places: ReadonlyMap<string, ZipEntry>,
  config: JsonObject,
  version: KerasVersion | null,
): ReadonlyMap<LayerId, ZipEntry> {
  const stated = profileOf(version);
  const profiles = stated ? [stated, ...STORE_PROFILES.filter((it) => it !== stated)] : STORE_PROFILES;
  let best: ReadonlyMap<LayerId, ZipEntry> = new Map();
  for (const profile of profiles) {
    const owners = ownersOf(expectVariables(config, version, profile));
    const found = new Map<LayerId, ZipEntry>();
    for (const [place, entry] of places) {
      const layer = owners.get(place);
      if (layer !== undefined) found.set(layer, entry);
    }
    if (found.size > best.size) best = found;
  }
  return best;
}

async function readLines(source: ByteSource, entry: ZipEntry): Promise<Tensor> {
  if (entry.size > MAX_BYTES)
    throw new ReadError(
      'too-large',
      `${entry.name} claims ${entry.size.toLocaleString('en')} bytes.`,
      entry.name,
    );
  const inner = await openEntry(source, entry);
  const strings = linesOf(await inner.read(0, inner.size), entry.name);
  return { dtype: 'string', shape: [strings.length], bytes: new Uint8Array(0), strings };
}

/** One token a line; Python turns all ends of lines into one kind when it reads. */
function linesOf(bytes: Uint8Array, name: string): string[] {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).split(/\r\n|\r|\n/);
  } catch (error) {
    throw new ReadError('corrupt', `${name} is no text in UTF-8.`, name, error);
  }
}
