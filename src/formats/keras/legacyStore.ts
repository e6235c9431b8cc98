import { ReadError } from '../../model/index.ts';
import type { Attributes, Hdf5Dataset, Hdf5Group, Hdf5Object } from '../containers/index.ts';
import { type StoredTensor, storedTensor } from './StoredTensor.ts';

/** A weight of a legacy file: its stored name, without `:0`, and its dataset. */
export interface LegacyWeight {
  readonly name: string;
  readonly tensor: StoredTensor;
}

/** A layer's group of a legacy file, weights in the order in which Keras loads them. */
export interface LegacyGroup {
  readonly layer: string;
  readonly weights: readonly LegacyWeight[];
}

/**
 * Reads the groups of a legacy weights group: `layer_names` is the only order of layers, `weight_names` the only order
 * inside one (`keras/src/legacy/saving/legacy_h5_format.py`).
 */
export function readLegacyStore(group: Hdf5Group, member: string | null): LegacyGroup[] {
  const layers = readNames(group.attributes, 'layer_names');
  if (!layers) {
    throw new ReadError(
      'missing-part',
      'The weights group has no layer_names, so the order of its layers is unknown.',
      group.path,
    );
  }
  return [...layers, 'top_level_model_weights'].flatMap((layer) => {
    const child = memberAt(group, layer);
    if (child?.kind === 'group') return [{ layer, weights: readWeights(child, member) }];
    if (layer === 'top_level_model_weights') return [];
    throw new ReadError(
      'missing-part',
      `layer_names lists "${layer}", but the file holds no such group.`,
      group.path,
    );
  });
}

function readWeights(group: Hdf5Group, member: string | null): LegacyWeight[] {
  const names = readNames(group.attributes, 'weight_names');
  if (!names) throw new ReadError('missing-part', 'A layer group has no weight_names.', group.path);
  return names.map((name) => {
    const dataset = follow(group, name);
    return { name: name.replace(/:0$/, ''), tensor: storedTensor(dataset, member) };
  });
}

/** The member that a name with slashes leads to, `null` when there is none. */
export function memberAt(group: Hdf5Group, name: string): Hdf5Object | null {
  let at: Hdf5Object | null = group;
  for (const part of name.split('/').filter((it) => it !== '')) {
    at = at?.kind === 'group' ? at.get(part) : null;
  }
  return at;
}

function follow(group: Hdf5Group, name: string): Hdf5Dataset {
  const at = memberAt(group, name);
  if (at?.kind === 'dataset') return at;
  throw new ReadError(
    'missing-part',
    `weight_names lists "${name}", but the file holds no such dataset.`,
    group.path,
  );
}

/**
 * A list of names, which Keras splits into `layer_names0`, `layer_names1` … when it is longer than an object header takes
 * (64,512 bytes). An empty list is stored as an empty array of numbers. `null` when the attribute is absent.
 */
export function readNames(attributes: Attributes, key: string): string[] | null {
  const whole = attributes.get(key);
  if (whole !== undefined) return strings(whole, key);
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = attributes.get(`${key}${i}`);
    if (part === undefined) return i === 0 ? null : parts;
    parts.push(...strings(part, `${key}${i}`));
  }
}

function strings(value: NonNullable<ReturnType<Attributes['get']>>, key: string): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((it) => typeof it === 'string')) return value as string[];
  if (value instanceof Uint8Array ? value.length === 0 : Array.isArray(value) && value.length === 0)
    return [];
  throw new ReadError('corrupt', `Attribute ${key} holds no names.`, key);
}
