import { type KerasVersion, readOptions, relevanceOf } from '../keras/index.ts';
import { isArray, isObject, type Json, type JsonObject, type Layer } from '../model/index.ts';
import type { ConfigDifference, Relevance } from './ConfigDifference.ts';

/** A layer with the Keras that wrote it: absent options mean that version's defaults. */
export interface Versioned {
  readonly layer: Layer;
  readonly version: KerasVersion | null;
}

/** Keys that say where an object came from, not what it does. */
const BOOKKEEPING = new Set([
  'name',
  'shared_object_id',
  'function_type',
  'output_shape_type',
  'registered_name',
  'module',
  'build_config',
  'layers',
  'input_layers',
  'output_layers',
  'build_input_shape',
  'inbound_nodes',
  'compile_config',
  'batch_shape',
  'batch_input_shape',
]);

/** Config keys that hold a layer of their own; compared option by option. */
const INNER_LAYERS = ['layer', 'backward_layer', 'forward_layer', 'cell'];

/** What two layers state differently. Names and the like are left out; spelling differences between versions are none. */
export function configDifferences(a: Versioned, b: Versioned): ConfigDifference[] {
  const [left, right] = [sideOf(a), sideOf(b)];
  const rank = left.rank ?? right.rank;
  return differencesOf({ ...left, rank }, { ...right, rank }, '');
}

function sideOf({ layer, version }: Versioned): Side {
  const shape = layer.build?.input_shape;
  const rank = isArray(shape) && !shape.some(isArray) ? shape.length : null;
  return { className: layer.className, config: layer.config, version, rank };
}

interface Side {
  readonly className: string;
  readonly config: JsonObject;
  readonly version: KerasVersion | null;
  /** Rank of the input, where the file states it. */
  readonly rank: number | null;
}

function differencesOf(a: Side, b: Side, prefix: string): ConfigDifference[] {
  const [optionsA, optionsB] = [plainOptions(a), plainOptions(b)];
  const keys = [...new Set([...Object.keys(optionsA), ...Object.keys(optionsB)])].filter(
    (key) => !BOOKKEEPING.has(key),
  );
  return keys.flatMap((key): ConfigDifference[] => {
    if (INNER_LAYERS.includes(key)) return innerDifferences(a, b, key, prefix);
    const [valueA, valueB] = [meaningOf(optionsA[key], key, a), meaningOf(optionsB[key], key, b)];
    if (sameJson(valueA, valueB)) return [];
    const relevance = relevanceIn(a, b, key);
    const defaulted = key in a.config ? (key in b.config ? null : 'b') : 'a';
    return [
      {
        key: prefix + key,
        a: valueA,
        b: valueB,
        defaulted,
        relevance,
        ...defaultsOf(a, b, key, [valueA, valueB]),
        ...reasonOf(relevance),
      },
    ];
  });
}

/** What a value means: axes counted from the front, formulas by the version that defines them, envelopes without ballast. */
function meaningOf(value: Json | undefined, key: string, side: Side): Json {
  if (key === 'axis' && typeof value === 'number' && value < 0 && side.rank !== null)
    return value + side.rank;
  if (key.endsWith('activation') && value === 'hard_sigmoid')
    return HARD_SIGMOID[side.version?.generation ?? 2];
  if (key === 'dtype') return typeMeaning(value, side);
  if (key === 'function') return bytecodeOf(value) ?? value ?? null;
  if (isArray(value) && value.some(isObject)) return value.map(withoutBallast);
  return isObject(value) ? envelopeMeaning(value) : (value ?? null);
}

const LOOKUPS: ReadonlySet<string> = new Set(['StringLookup', 'IntegerLookup']);

/** Ids are int64 whatever the policy; Keras 3 follows none at all (`keras/src/layers/preprocessing/index_lookup.py`). */
function typeMeaning(value: Json | undefined, { className, config, version }: Side): Json {
  const named = isObject(value) && isObject(value.config) ? (value.config.name ?? null) : (value ?? null);
  if (!LOOKUPS.has(className)) return isObject(named) ? envelopeMeaning(named) : named;
  if ((config.output_mode ?? 'int') === 'int') return 'int64';
  return version?.generation === 3 ? 'float32' : named;
}

/** What files of one model write differently: numbers of objects in memory, where a class was found. */
const BALLAST: ReadonlySet<string> = new Set([
  ...['shared_object_id', 'registered_name', 'module', 'build_config', 'seed'],
]);

/** Layers inside a list, such as cells, without what no computation reads. */
function withoutBallast(value: Json): Json {
  if (isArray(value)) return value.map(withoutBallast);
  if (!isObject(value)) return value;
  if (value.class_name === 'DTypePolicy' && isObject(value.config)) return value.config.name ?? null;
  const kept = Object.entries(value).filter(([key, inner]) => !BALLAST.has(key) && inner !== null);
  return Object.fromEntries(
    kept.map(([key, inner]) => [key, withoutBallast(inner)] as const).sort(([x], [y]) => (x < y ? -1 : 1)),
  );
}

/** One name, two formulas (`keras/src/activations/activations.py` against `keras/activations.py` at v2.15). */
const HARD_SIGMOID = {
  1: 'hard_sigmoid: clip(0.2 x + 0.5)',
  2: 'hard_sigmoid: clip(0.2 x + 0.5)',
  3: 'hard_sigmoid: relu6(x + 3) / 6',
} as const;

/** A Lambda's bytecode, which legacy files and Keras 3 wrap differently; never decoded, only compared. */
function bytecodeOf(value: Json | undefined): string | null {
  const inner = isObject(value) && isObject(value.config) ? (value.config.code ?? value.config.value) : value;
  const code = isArray(inner) ? inner[0] : inner;
  return typeof code === 'string' && (isObject(value) || isArray(value))
    ? `Python bytecode ${code.replace(/\s/g, '')}`
    : null;
}

/** Class and options of an initialiser and the like; what differs between versions without meaning anything is left out. */
function envelopeMeaning(value: JsonObject): Json {
  if (typeof value.class_name !== 'string') return value;
  const config = isObject(value.config) ? value.config : {};
  const kept = Object.entries(config).filter(([key, inner]) => inner !== null && key !== 'seed');
  return {
    class_name: value.class_name,
    config: Object.fromEntries(kept.sort(([x], [y]) => (x < y ? -1 : 1))),
  };
}

function defaultsOf(
  a: Side,
  b: Side,
  key: string,
  [valueA, valueB]: readonly [Json, Json],
): Pick<ConfigDifference, 'isDefault'> {
  const isDefault = (side: Side, value: Json): boolean =>
    sameJson(meaningOf(readOptions(side.className, {}, side.version).options[key], key, side), value);
  const [inA, inB] = [isDefault(a, valueA), isDefault(b, valueB)];
  if (inA && inB) return { isDefault: 'both' };
  return inA || inB ? { isDefault: inA ? 'a' : 'b' } : {};
}

/** The options in one form; keys that the catalogue does not know stay as they are. */
function plainOptions({ className, config, version }: Side): JsonObject {
  const { options, unknownOptions, known } = readOptions(className, config, version);
  if (!known) return stripped(config) as JsonObject;
  const extra = Object.fromEntries(unknownOptions.map((key) => [key, stripped(config[key] ?? null)]));
  return { ...extra, ...options };
}

function relevanceIn(a: Side, b: Side, key: string): Relevance {
  return (
    relevanceOf(a.className, key) ??
    relevanceOf(b.className, key) ??
    (TRAINING_ONLY.test(key) ? 'training' : 'prediction')
  );
}

/** What training alone feels, for classes that the catalogue does not have. */
const TRAINING_ONLY = /(_initializer|_regularizer|_constraint|^trainable|^seed|^rate|^noise_shape)$/;

function reasonOf(relevance: Relevance): { because?: string } {
  if (relevance === 'training') return { because: 'inactive when predicting' };
  return relevance === 'none' ? { because: 'changes no number' } : {};
}

function innerDifferences(a: Side, b: Side, key: string, prefix: string): ConfigDifference[] {
  const [left, right] = [a.config[key], b.config[key]];
  if (!isObject(left) || !isObject(right)) return [];
  const [classA, classB] = [String(left.class_name), String(right.class_name)];
  const inner = (value: JsonObject, className: string, version: KerasVersion | null): Side => ({
    className,
    config: isObject(value.config) ? value.config : {},
    version,
    rank: null,
  });
  const options = differencesOf(
    inner(left, classA, a.version),
    inner(right, classB, b.version),
    `${prefix}${key}.`,
  );
  if (classA === classB) return options;
  return [
    { key: `${prefix}${key}`, a: classA, b: classB, defaulted: null, relevance: 'prediction' },
    ...options,
  ];
}

/** An envelope without what differs in every save. */
function stripped(value: Json): Json {
  if (isArray(value)) return value.map(stripped);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'shared_object_id' && key !== 'build_config');
  return Object.fromEntries(kept.map(([key, inner]) => [key, stripped(inner)]));
}

/** Equality of JSON values; NaN equals NaN. */
export function sameJson(a: Json, b: Json): boolean {
  if (isArray(a))
    return isArray(b) && a.length === b.length && a.every((it, i) => sameJson(it, b[i] as Json));
  if (!isObject(a)) return Object.is(a, b) || (a === 0 && b === 0);
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameJson(a[key] as Json, b[key] as Json))
  );
}
