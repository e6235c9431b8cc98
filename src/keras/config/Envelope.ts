import { isObject, type Json, type JsonObject, type LayerKind, ReadError } from '../../model/index.ts';
import { isApplicationClass } from '../applicationClasses.ts';
import { LAYER_CLASSES, MODEL_CLASSES, TF_OPERATIONS } from '../layerClasses.ts';

/** A serialised Keras object, whatever the dialect (`keras/src/saving/serialization_lib.py`, `serialize_keras_object`). */
export interface Envelope {
  readonly className: string;
  readonly module: string | null;
  readonly registeredName: string | null;
  /** The options; for a Sequential of Keras ≤ 2.2.2, whose config is a bare list, `{ layers }`. */
  readonly config: JsonObject;
  readonly buildConfig: JsonObject | null;
  readonly name: string;
  readonly kind: LayerKind;
  /** The whole object, for keys that only graphs use. */
  readonly raw: JsonObject;
}

const EMPTY: JsonObject = {};

/** Reads an envelope. Throws `ReadError('corrupt')` when the value is none; `where` is its place in the config. */
export function readEnvelope(value: Json | undefined, where: string): Envelope {
  if (!isObject(value) || typeof value.class_name !== 'string') {
    throw new ReadError(
      'corrupt',
      `A layer of the config has no class_name. Expected {"class_name", "config"}.`,
      where,
    );
  }
  const config = readConfig(value.config);
  const module = text(value.module);
  // Legacy files write a registered class as "package>Name".
  const className = value.class_name.slice(value.class_name.lastIndexOf('>') + 1);
  const registeredName =
    text(value.registered_name) ?? (value.class_name.includes('>') ? value.class_name : null);
  const buildConfig = isObject(value.build_config) ? value.build_config : null;
  const name = text(config.name) ?? text(value.name) ?? className;
  const identity = { className, module, registeredName, config, raw: value };
  return { ...identity, buildConfig, name, kind: kindOf(identity) };
}

function readConfig(config: Json | undefined): JsonObject {
  if (isObject(config)) return config;
  return Array.isArray(config) ? { layers: config } : EMPTY;
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

type Identity = Pick<Envelope, 'className' | 'module' | 'registeredName' | 'config' | 'raw'>;

function kindOf(it: Identity): LayerKind {
  if (isApplicationClass(it)) return 'layer';
  if (isCustom(it)) return 'custom';
  if (MODEL_CLASSES.has(it.className)) return 'model';
  if (isOperation(it)) return 'operation';
  return LAYER_CLASSES.has(it.className) ? 'layer' : 'custom';
}

function isCustom({ module, className, registeredName }: Identity): boolean {
  if (registeredName?.includes('>')) return true;
  if (module === null) return registeredName !== null;
  return !isKerasModule(module) && !TF_OPERATIONS.has(className);
}

const KERAS_ROOTS = new Set(['keras', 'keras_core', 'tf_keras', 'tensorflow']);

function isKerasModule(module: string): boolean {
  return KERAS_ROOTS.has(module.split('.')[0] ?? '') || module === 'builtins';
}

/**
 * Legacy files of Keras 3 drop the module, so that the operator `Multiply` and the layer `Multiply` differ only in what
 * their configs hold: every layer states `trainable` or `dtype`. Of operators only those state `dtype` that no layer is
 * named after, as Cast.
 */
function isOperation({ module, className, config }: Identity): boolean {
  if (TF_OPERATIONS.has(className)) return true;
  if (module !== null) return /(^|\.)ops(\.|$)/.test(module);
  if (className === 'InputLayer' || 'trainable' in config || 'units' in config) return false;
  return !('dtype' in config) || (!LAYER_CLASSES.has(className) && !isObject(config.dtype));
}
