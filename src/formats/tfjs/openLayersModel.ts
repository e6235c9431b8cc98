import { readModel, versionOf } from '../../keras/index.ts';
import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  type OpenModel,
  type Producer,
  ReadError,
  type ReadNote,
} from '../../model/index.ts';
import { parseJson } from '../containers/index.ts';
import { assembleModel, assembleWeights, type Parts } from '../keras/assemble.ts';
import { bindManifest, bindManifestPlaces } from './bindManifest.ts';
import type { TfjsParts } from './TfjsParts.ts';
import { tfjsStore } from './tfjsStore.ts';

/** Opens a layers-model: a Keras config beside a manifest; weights alone where the topology is null. */
export function openLayersModel(parts: TfjsParts): OpenModel {
  const { document, weights, files, paths } = parts;
  const topology = objectOf(document.modelTopology, 'modelTopology');
  const config = topology && configOf(topology);
  const assembled: Parts = {
    source: { name: parts.name, size: paths.reduce((sum, path) => sum + files.size(path), 0) },
    store: (tensors) => tfjsStore(files, paths, weights, tensors),
    format: 'tfjs-layers',
    producer: producerOf(topology),
    notes: quantisationNotes(parts),
  };
  if (!config)
    return assembleWeights(assembled, bindManifestPlaces(weights), (borrowed, version) =>
      bindManifest(weights, borrowed, readModel(borrowed, version).layers, version),
    );
  const { layers } = readModel(config, versionOf({ producer: assembled.producer, config }));
  const training = objectOf(topology.training_config ?? document.trainingConfig, 'training_config');
  return assembleModel(assembled, config, training ?? compileOf(config), (version) =>
    bindManifest(weights, config, layers, version),
  );
}

/** Converted files hold the config under `model_config`, as text in the oldest; TensorFlow.js writes it bare. */
function configOf(topology: JsonObject): JsonObject {
  const config =
    objectOf(topology.model_config, 'model_config') ?? (isOwn(topology) ? withoutNulls(topology) : topology);
  if (typeof config.class_name === 'string') return config;
  throw new ReadError(
    'corrupt',
    'modelTopology has no class_name. Expected the config of a Keras model.',
    'modelTopology',
  );
}

const isOwn = ({ keras_version }: JsonObject): boolean =>
  typeof keras_version === 'string' && keras_version.startsWith('tfjs-layers');

/** TensorFlow.js writes null for every option that was left open (`convertTsToPythonic`): the default is meant. */
function withoutNulls(value: JsonObject): JsonObject {
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key, nullsDropped(inner)]));
}

function nullsDropped(value: Json): Json {
  if (isArray(value)) return value.map(nullsDropped);
  return isObject(value) ? withoutNulls(value) : value;
}

function objectOf(value: Json | undefined, name: string): JsonObject | null {
  if (value === undefined || value === null) return null;
  const json = typeof value === 'string' ? parseJson(value, { name }) : value;
  if (isObject(json)) return json;
  throw new ReadError('corrupt', `${name} holds no JSON object.`, name);
}

function compileOf({ compile_config }: JsonObject): JsonObject | null {
  return isObject(compile_config) && Object.keys(compile_config).length > 0 ? compile_config : null;
}

function producerOf(topology: JsonObject | null): Producer {
  const text = (key: string): string | null =>
    typeof topology?.[key] === 'string' ? (topology[key] as string) : null;
  return { kerasVersion: text('keras_version'), backend: text('backend'), savedAt: null };
}

/** Values that were rounded when the file was made: whoever compares them must know. */
function quantisationNotes({ weights }: TfjsParts): ReadNote[] {
  const counts = new Map<string, number>();
  for (const { weight } of weights) {
    const { quantization } = weight.entry;
    if (quantization) counts.set(quantization.dtype, (counts.get(quantization.dtype) ?? 0) + 1);
  }
  return [...counts].map(([dtype, count]) => ({
    code: 'quantised',
    message: `${count} of ${weights.length} weight tensors are stored as ${dtype} and expanded when the model is loaded: they are rounded.`,
    where: null,
  }));
}
