import {
  type ByteSource,
  isObject,
  type JsonObject,
  type OpenModel,
  type Producer,
  ReadError,
} from '../../model/index.ts';
import { type AttributeValue, type Hdf5Group, openHdf5, parseJson } from '../containers/index.ts';
import { assembleModel, assembleWeights, type Parts } from './assemble.ts';
import { bindLegacy } from './bindLegacy.ts';
import { bindLegacyPlaces, bindV3Places } from './bindPlaces.ts';
import { bindV3, unbuilt } from './bindV3.ts';
import { type LegacyGroup, readLegacyStore } from './legacyStore.ts';
import { withOptimizer } from './optimizerState.ts';
import { storedLegacy, storedV3 } from './storedWeights.ts';
import { storeOf } from './storeOf.ts';
import { readV3Store } from './v3Store.ts';

/** Opens an HDF5 file that Keras wrote: a whole model, or weights of either layout. The content decides which. */
export function openHdf5Model(source: ByteSource): OpenModel {
  const { root } = openHdf5(source);
  const row = LAYOUTS.find(({ matches }) => matches(root));
  if (row) return row.open(source, root);
  const found = root.names.slice(0, 5).join(', ') || 'nothing';
  throw new ReadError(
    'not-a-model',
    `This HDF5 file was not written by Keras: it has neither model_config nor layer_names nor a weights store. It holds ${found}.`,
    '/',
  );
}

interface Layout {
  readonly matches: (root: Hdf5Group) => boolean;
  readonly open: (source: ByteSource, root: Hdf5Group) => OpenModel;
}

const has = (root: Hdf5Group, ...attributes: readonly string[]): boolean =>
  attributes.some((name) => root.attributes.get(name) !== undefined);

/** The tests of each layout on the root group, in order. */
const LAYOUTS: readonly Layout[] = [
  { matches: (root) => has(root, 'model_config'), open: openWholeModel },
  {
    matches: (root) => root.names.includes('model_weights'),
    open: (source, root) => openLegacyWeights(source, groupOf(root, 'model_weights')),
  },
  { matches: (root) => has(root, 'layer_names', 'layer_names0'), open: openLegacyWeights },
  {
    matches: (root) => has(root, 'nb_layers'),
    open: () => {
      throw new ReadError(
        'unsupported-version',
        'These weights were written by Keras 0.x, which names neither layers nor weights. Load and save them again with Keras 2.',
        'nb_layers',
      );
    },
  },
  { matches: (root) => root.names.some((name) => V3_ROOTS.has(name)), open: openV3Weights },
];

const V3_ROOTS = new Set(['layers', '_layer_checkpoint_dependencies', 'vars', 'optimizer']);

function openWholeModel(source: ByteSource, root: Hdf5Group): OpenModel {
  const config = readJson(root.attributes.get('model_config'), 'model_config');
  const training = root.attributes.get('training_config');
  const group = groupOf(root, 'model_weights');
  const groups = readLegacyStore(group, null);
  const parts = withLegacy(partsOf(source, 'keras-h5', root, group), group, groups);
  const compile = training === undefined ? null : readJson(training, 'training_config');
  return assembleModel(parts, config, compile, (version) =>
    withOptimizer(bindLegacy(groups, config, version), root),
  );
}

function openLegacyWeights(source: ByteSource, group: Hdf5Group): OpenModel {
  const groups = readLegacyStore(group, null);
  const parts = withLegacy(partsOf(source, 'weights-legacy', group, group), group, groups);
  return assembleWeights(parts, bindLegacyPlaces(groups), (config, version) =>
    bindLegacy(groups, config, version),
  );
}

function openV3Weights(source: ByteSource, root: Hdf5Group): OpenModel {
  const store = readV3Store(root, null);
  if (store.tensors.size === 0) {
    throw unbuilt();
  }
  const parts: Parts = { ...partsOf(source, 'weights-v3', root, root), stored: () => storedV3(store, false) };
  return assembleWeights(parts, bindV3Places(store), (config, version) => bindV3(store, config, version));
}

function groupOf(root: Hdf5Group, name: string): Hdf5Group {
  const group = root.get(name);
  if (group?.kind === 'group') return group;
  throw new ReadError(
    'missing-part',
    `The file holds an architecture but no group ${name}, so it has no values.`,
    name,
  );
}

function partsOf(source: ByteSource, format: Parts['format'], root: Hdf5Group, group: Hdf5Group): Parts {
  const text = (key: string): string | null => {
    const value = root.attributes.get(key) ?? group.attributes.get(key);
    return typeof value === 'string' ? value : null;
  };
  const producer: Producer = { kerasVersion: text('keras_version'), backend: text('backend'), savedAt: null };
  const store: Parts['store'] = (tensors) => storeOf(source, source, tensors);
  return { source, store, format, producer, notes: [] };
}

/** Loaders ask the weights group alone for its version. */
function withLegacy(parts: Parts, group: Hdf5Group, groups: readonly LegacyGroup[]): Parts {
  const version = group.attributes.get('keras_version');
  return { ...parts, stored: () => storedLegacy(groups, typeof version === 'string' ? version : null) };
}

function readJson(value: AttributeValue | undefined, name: string): JsonObject {
  if (typeof value !== 'string') throw new ReadError('corrupt', `Attribute ${name} is no text.`, name);
  const json = parseJson(value, { name });
  if (!isObject(json)) throw new ReadError('corrupt', `Attribute ${name} holds no JSON object.`, name);
  return json;
}
