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
  'registered_name',
  'module',
  'build_config',
  'layers',
  'input_layers',
  'output_layers',
  'build_input_shape',
  'inbound_nodes',
  'compile_config',
]);

/** Config keys that hold a layer of their own; compared option by option. */
const INNER_LAYERS = ['layer', 'backward_layer', 'forward_layer', 'cell'];

/** What two layers state differently. Names and the like are left out; spelling differences between versions are none. */
export function configDifferences(a: Versioned, b: Versioned): ConfigDifference[] {
  const classes = [a.layer.className, b.layer.className] as const;
  return differencesOf(
    { className: classes[0], config: a.layer.config, version: a.version },
    { className: classes[1], config: b.layer.config, version: b.version },
    '',
  );
}

interface Side {
  readonly className: string;
  readonly config: JsonObject;
  readonly version: KerasVersion | null;
}

function differencesOf(a: Side, b: Side, prefix: string): ConfigDifference[] {
  const [optionsA, optionsB] = [plainOptions(a), plainOptions(b)];
  const keys = [...new Set([...Object.keys(optionsA), ...Object.keys(optionsB)])].filter(
    (key) => !BOOKKEEPING.has(key),
  );
  return keys.flatMap((key): ConfigDifference[] => {
    if (INNER_LAYERS.includes(key)) return innerDifferences(a, b, key, prefix);
    const [valueA, valueB] = [optionsA[key] ?? null, optionsB[key] ?? null];
    if (sameJson(valueA, valueB)) return [];
    const relevance = relevanceIn(a, b, key);
    const defaulted = key in a.config ? (key in b.config ? null : 'b') : 'a';
    return [{ key: prefix + key, a: valueA, b: valueB, defaulted, relevance, ...reasonOf(relevance) }];
  });
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
