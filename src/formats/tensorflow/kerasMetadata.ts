import { type FileSet, isArray, isObject, type Json, type JsonObject, ReadError } from '../../model/index.ts';
import { parseJson } from '../containers/index.ts';
import { WireReader } from '../containers/protobuf/index.ts';
import type { SavedObjects } from './SavedObject.ts';

/** What Keras says about one saved object. */
export interface KerasObject {
  /** `_tf_keras_sequential`, `_tf_keras_layer` … */
  readonly identifier: string;
  readonly json: JsonObject;
}

const MAX_BYTES = 256 * 2 ** 20;
const MAX_JSON = 64 * 2 ** 20;

/**
 * What tf.keras says about the saved objects, by their numbers: from `keras_metadata.pb` (2.5 and later,
 * `keras/protobuf/saved_metadata.proto`), else from the objects themselves. Empty when Keras wrote nothing.
 */
export async function readKerasMetadata(
  files: FileSet,
  folder: string,
  { nodes }: SavedObjects,
): Promise<Map<number, KerasObject>> {
  const path = `${folder}keras_metadata.pb`;
  const texts = files.paths.includes(path) ? await readFile(files, path) : new Map<number, Draft>();
  if (texts.size === 0)
    nodes.forEach(({ identifier, metadata }, node) => {
      if (identifier?.startsWith('_tf_keras') && metadata !== null) texts.set(node, { identifier, metadata });
    });
  const found = new Map<number, KerasObject>();
  for (const [node, { identifier, metadata }] of texts) {
    if (metadata === '') continue;
    const json = plain(parseJson(metadata, { name: `metadata of object ${node}`, maxLength: MAX_JSON }));
    if (!isObject(json))
      throw new ReadError('corrupt', `What Keras says of object ${node} is no JSON object.`, path);
    found.set(node, { identifier, json });
  }
  return found;
}

interface Draft {
  identifier: string;
  metadata: string;
}

async function readFile(files: FileSet, path: string): Promise<Map<number, Draft>> {
  const source = await files.open(path);
  if (source.size > MAX_BYTES)
    throw new ReadError('too-large', `${path} has ${source.size.toLocaleString('en')} bytes.`, path);
  const from = new WireReader(await source.read(0, source.size), path);
  const found = new Map<number, Draft>();
  while (from.next()) {
    if (from.field !== 1) continue;
    const inner = from.message();
    const draft = { identifier: '', metadata: '' };
    let node = 0;
    while (inner.next()) {
      if (inner.field === 2) node = inner.int();
      else if (inner.field === 4) draft.identifier = inner.text();
      else if (inner.field === 5) draft.metadata = inner.text();
    }
    found.set(node, draft);
  }
  return found;
}

/** Python's tuples, and TensorFlow's shapes, as plain lists (`keras/saving/legacy/saved_model/json_utils.py`). */
function plain(value: Json): Json {
  if (isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const { class_name: name, items } = value;
  if ((name === '__tuple__' || name === 'TensorShape') && isArray(items)) return items.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** The config of the root model, where it is one that lists its layers; and how it was compiled. */
export function rootConfig(metadata: ReadonlyMap<number, KerasObject>): {
  readonly config: JsonObject | null;
  readonly compile: JsonObject | null;
  readonly kerasVersion: string | null;
  readonly className: string | null;
} {
  const root = metadata.get(0)?.json;
  const object = (value: Json | undefined): JsonObject | null => (isObject(value) ? value : null);
  const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
  const stated = object(root?.model_config);
  const own = object(root?.config);
  const className = text(stated?.class_name) ?? text(root?.class_name);
  const config = stated ?? (own && className !== null ? { class_name: className, config: own } : null);
  const inner = object(config?.config);
  return {
    config: isArray(inner?.layers) ? config : null,
    compile: object(root?.training_config),
    kerasVersion: text(root?.keras_version),
    className,
  };
}
