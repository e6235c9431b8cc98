import type { KerasVersion } from '../../keras/index.ts';
import {
  type ByteSource,
  isObject,
  type JsonObject,
  type OpenModel,
  type Producer,
  ReadError,
} from '../../model/index.ts';
import {
  type Hdf5Group,
  openEntry,
  openHdf5,
  parseJson,
  readZipDirectory,
  type ZipEntry,
} from '../containers/index.ts';
import { archiveLookalike } from './archiveLookalikes.ts';
import { assembleModel } from './assemble.ts';
import { assetStore } from './assetStore.ts';
import type { Binding } from './Binding.ts';
import { bindV3 } from './bindV3.ts';
import { storedV3 } from './storedWeights.ts';
import { storeOf } from './storeOf.ts';
import { readV3Store } from './v3Store.ts';

/** A config larger than this is hostile. */
const MAX_JSON = 64 * 2 ** 20;
/** `variables.h5` is what tf.keras 2.11 wrote experimentally. */
const WEIGHTS = ['model.weights.h5', 'variables.h5'];

/** Opens a `.keras` archive of Keras 3 or tf.keras ≥ 2.11 (`keras/src/saving/saving_lib.py`, `_load_model_from_fileobj`). */
export async function openArchive(source: ByteSource): Promise<OpenModel> {
  const entries = new Map(readZipDirectory(source).map((entry) => [entry.name, entry]));
  const config = await readJson(source, need(entries, 'config.json'));
  const metadata = entries.has('metadata.json')
    ? await readJson(source, need(entries, 'metadata.json'))
    : null;
  const weights = WEIGHTS.map((name) => entries.get(name)).find((it) => it !== undefined);
  if (!weights) throw missingWeights(entries);
  const container = await openEntry(source, weights);
  const store = readV3Store(openWeights(container, weights.name), weights.name);
  const notes = metadata
    ? []
    : [
        {
          code: 'no-metadata',
          message: 'metadata.json is missing: the version of Keras is told from the config alone.',
          where: null,
        },
      ];
  const parts = {
    ...{ source, format: 'keras-v3' as const, producer: producerOf(metadata), notes },
    store: (tensors: Binding['tensors']) => storeOf(source, container, tensors),
    stored: () => storedV3(store, true),
    assets: (version: KerasVersion | null) => assetStore(source, [...entries.values()], config, version),
  };
  const compile =
    isObject(config.compile_config) && Object.keys(config.compile_config).length > 0
      ? config.compile_config
      : null;
  return assembleModel(parts, config, compile, (version) => bindV3(store, config, version));
}

/** A weights member that is no HDF5 file is damage to the archive, not another kind of file. */
function openWeights(container: ByteSource, name: string): Hdf5Group {
  try {
    return openHdf5(container).root;
  } catch (error) {
    if (!(error instanceof ReadError) || error.code !== 'not-a-model') throw error;
    throw new ReadError(
      'corrupt',
      `\`${name}\` inside the archive is no HDF5 file: the archive is damaged.`,
      name,
      error,
    );
  }
}

function need(entries: ReadonlyMap<string, ZipEntry>, name: string): ZipEntry {
  const entry = entries.get(name);
  if (entry) return entry;
  const found = [...entries.keys()].slice(0, 5).join(', ') || 'nothing';
  const isKeras = ['metadata.json', ...WEIGHTS].some((it) => entries.has(it));
  const says = isKeras ? null : archiveLookalike([...entries.keys()]);
  if (says !== null) throw new ReadError('not-a-model', says, name);
  throw new ReadError(
    isKeras ? 'missing-part' : 'not-a-model',
    `The archive holds no ${name}. Expected a .keras model with config.json, metadata.json and model.weights.h5; found ${found}.`,
    name,
  );
}

function missingWeights(entries: ReadonlyMap<string, ZipEntry>): ReadError {
  if (entries.has('model.weights.npz')) {
    return new ReadError(
      'unsupported-feature',
      'The weights are a pickled .npz, which cannot be read without executing it. Save the model again with Keras, which writes model.weights.h5.',
      'model.weights.npz',
    );
  }
  return new ReadError(
    'missing-part',
    'The archive holds no model.weights.h5: a config without its weights. Save the model again with model.save().',
    'model.weights.h5',
  );
}

async function readJson(source: ByteSource, entry: ZipEntry): Promise<JsonObject> {
  if (entry.size > MAX_JSON) {
    throw new ReadError(
      'too-large',
      `${entry.name} claims ${entry.size.toLocaleString('en')} bytes; a config is at most ${MAX_JSON.toLocaleString('en')}.`,
      entry.name,
    );
  }
  const inner = await openEntry(source, entry);
  const text = new TextDecoder().decode(await inner.read(0, inner.size));
  const value = parseJson(text, { name: entry.name, maxLength: MAX_JSON });
  if (!isObject(value)) throw new ReadError('corrupt', `${entry.name} holds no JSON object.`, entry.name);
  return value;
}

function producerOf(metadata: JsonObject | null): Producer {
  const text = (key: string): string | null =>
    typeof metadata?.[key] === 'string' ? (metadata[key] as string) : null;
  return { kerasVersion: text('keras_version'), backend: null, savedAt: text('date_saved') };
}
