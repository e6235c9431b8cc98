import {
  type ByteSource,
  type FileSet,
  isObject,
  type JsonObject,
  type NamedWeights,
  type OpenModel,
  ReadError,
  type TfjsFile,
} from '../../model/index.ts';
import { parseJson } from '../containers/index.ts';
import { decodeWeight } from './decodeWeight.ts';
import { readManifest } from './manifest.ts';
import { openGraphModel } from './openGraphModel.ts';
import { openLayersModel } from './openLayersModel.ts';
import { placeWeights, readPieces } from './placeWeights.ts';
import { storedWeights } from './storedWeights.ts';
import type { TfjsParts } from './TfjsParts.ts';

/** A model.json larger than this is hostile: graphs of thousands of nodes have a few MB. */
const MAX_JSON = 256 * 2 ** 20;

/**
 * Opens a TensorFlow.js model: model.json and the weights files that it lists (tfjs-core `io/types.ts`, `ModelJSON`). Which
 * of the two kinds it is, `format` says; files older than that key show it by their topology.
 */
export async function openTfjsModel(source: ByteSource, files: FileSet, at: string): Promise<OpenModel> {
  const document = await readDocument(source, at);
  const placed = await placeWeights(readManifest(document.weightsManifest), files, at);
  const shards = new Set(placed.flatMap(({ pieces }) => pieces.map(({ path }) => path)));
  const parts: TfjsParts = {
    name: files.chosen === null ? files.name : source.name,
    files,
    paths: [at, ...shards],
    document,
    weights: storedWeights(placed),
  };
  const kind = kindOf(document);
  const model = kind === 'graph' ? await openGraphModel(parts) : openLayersModel(parts);
  return { ...model, tfjs: tfjsFile(kind, parts), stored: () => storedManifest(parts) };
}

async function readDocument(source: ByteSource, at: string): Promise<JsonObject> {
  if (source.size > MAX_JSON) {
    throw new ReadError(
      'too-large',
      `${at} has ${source.size.toLocaleString('en')} bytes; a model.json has at most ${MAX_JSON.toLocaleString('en')}.`,
      at,
    );
  }
  const text = new TextDecoder().decode(await source.read(0, source.size));
  const document = parseJson(text, { name: at, maxLength: MAX_JSON });
  if (isObject(document)) return document;
  throw new ReadError('corrupt', `${at} holds no JSON object.`, at);
}

function kindOf({ format, modelTopology }: JsonObject): TfjsFile['kind'] {
  if (format === 'graph-model') return 'graph';
  if (format === 'layers-model') return 'layers';
  if (format !== undefined && format !== null) {
    throw new ReadError(
      'unsupported-version',
      `model.json has the format ${JSON.stringify(format)}. Expected layers-model or graph-model.`,
      'format',
    );
  }
  return isObject(modelTopology) && 'node' in modelTopology ? 'graph' : 'layers';
}

/** What TensorFlow.js hands to `loadWeights`: quantised weights come expanded. */
function storedManifest({ weights }: TfjsParts): NamedWeights {
  const own = weights.filter(({ weight }) => !weight.entry.optimizer);
  return {
    kind: 'tfjs',
    weights: own.map(({ place, dataset: { shape, dtype }, weight }) => ({
      ...{ name: weight.entry.name, place, shape, dtype },
    })),
  };
}

function tfjsFile(kind: TfjsFile['kind'], { document, weights, files }: TfjsParts): TfjsFile {
  return {
    kind,
    document,
    weights: weights.map(({ weight: { entry, pieces } }) => ({
      name: entry.name,
      shape: entry.shape,
      optimizer: entry.optimizer,
      read: async () => decodeWeight(entry, await readPieces(files, pieces)),
    })),
  };
}
