import {
  type ByteSource,
  isObject,
  type Json,
  type JsonObject,
  type OpenModel,
  type Producer,
  ReadError,
} from '../../model/index.ts';
import { hasTopKey, parseJson, parseYaml } from '../containers/index.ts';
import { fingerprint } from '../fingerprint.ts';
import { assembleModel } from './assemble.ts';

/** A config larger than this is hostile. */
const MAX_JSON = 64 * 2 ** 20;

/** Whether a file is what `model.to_json()` gives, or the `model.to_yaml()` of old: a class and its config. */
export function isArchitecture(source: ByteSource): boolean {
  return (
    isYaml(source) || (hasTopKey(source, new Set(['class_name'])) && hasTopKey(source, new Set(['config'])))
  );
}

/** Where the keys of a class and its config stand at the latest, sorted or not: behind the name of the backend. */
const YAML_HEAD = 4096;

function isYaml(source: ByteSource): boolean {
  const head = new TextDecoder().decode(source.view(0, Math.min(YAML_HEAD, source.size)));
  return /^class_name:\s/m.test(head) && /^config:\s/m.test(head);
}

/**
 * Opens what `model.to_json()` or `model.to_yaml()` gives: layers and wiring without a value. It lends itself to weights that have none.
 * Rejects with `ReadError` when it is neither, or no model's.
 */
export async function openArchitecture(source: ByteSource): Promise<OpenModel> {
  if (source.size > MAX_JSON) {
    throw new ReadError(
      'too-large',
      `${source.name} has ${source.size.toLocaleString('en')} bytes; a config is at most ${MAX_JSON.toLocaleString('en')}.`,
    );
  }
  const text = new TextDecoder().decode(await source.read(0, source.size));
  const config = isYaml(source)
    ? parseYaml(text, source.name)
    : parseJson(text, { name: source.name, maxLength: MAX_JSON });
  if (!isObject(config)) throw new ReadError('corrupt', `${source.name} holds no object.`);
  const parts = {
    ...{ source, format: 'architecture' as const, producer: producerOf(config), notes: [] },
    store: () => noValues(source),
  };
  const nothing = { variables: [], tensors: new Map(), notes: [] };
  const open = assembleModel(parts, config, null, () => nothing);
  return { ...open, artifact: { ...open.artifact, holds: 'architecture' } };
}

function producerOf({ keras_version: version, backend }: JsonObject): Producer {
  const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
  return { kerasVersion: text(version), backend: text(backend), savedAt: null };
}

function noValues(source: ByteSource): OpenModel['tensors'] {
  const refuse = (): Promise<never> =>
    Promise.reject(new ReadError('missing-part', `${source.name} is an architecture and holds no values.`));
  return {
    read: refuse,
    readRange: refuse,
    fingerprint: () => fingerprint(source),
    close: () => Promise.resolve(),
  };
}
