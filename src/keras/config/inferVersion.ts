import { isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import { isKeras3Call } from './keras3Calls.ts';

/**
 * The version of Keras that a config betrays where the file does not state it: calls written as objects and `batch_shape` are
 * Keras 3, lists of calls and `batch_input_shape` are older; of Keras 3 the newest minor version that writes the options
 * which are there and leaves out those which are not. `null` when the config shows neither generation.
 */
export function inferVersion(config: JsonObject): KerasVersion | null {
  const signs = signsOf(config, 0);
  if (signs.has('keras3')) return { generation: 3, major: 3, minor: minorOf(signs) };
  return signs.has('keras2') ? { generation: 2, major: 2, minor: 0 } : null;
}

/** The newest Keras 3 whose behaviour is known here. */
const NEWEST = 15;
const DEPTH = 12;

/** Key → the generation that writes it. */
const KEYS: Readonly<Record<string, string>> = {
  batch_shape: 'keras3',
  batch_input_shape: 'keras2',
  time_major: 'keras2',
};

/** What `get_config` of a class writes since a minor version of Keras 3, and never before. */
const SINCE: readonly { readonly className: RegExp; readonly key: string; readonly minor: number }[] = [
  { className: /^GlorotUniform$/, key: 'input_axes', minor: 15 },
  { className: /^BatchNormalization$/, key: 'renorm', minor: 14 },
  { className: /^InputLayer$/, key: 'optional', minor: 13 },
  { className: /^(Dense|Embedding)$/, key: 'quantization_config', minor: 13 },
  { className: /^InputLayer$/, key: 'ragged', minor: 9 },
];

/** Since 3.4 a layer's policy is an object; before, its name, as some classes write it to this day. */
const POLICY_OBJECTS = 4;
const NAMES_OF_TYPES = /^(InputLayer|SpatialDropout[123]D|Discretization|HashedCrossing)$/;

const before = (minor: number): string => `before ${minor}`;

function minorOf(signs: ReadonlySet<string>): number {
  for (let minor = 0; minor < NEWEST; minor++) if (signs.has(before(minor + 1))) return minor;
  return NEWEST;
}

function signsOf(value: Json, depth: number, into = new Set<string>()): Set<string> {
  if (depth > DEPTH) return into;
  if (isArray(value)) for (const item of value) signsOf(item, depth + 1, into);
  if (!isObject(value)) return into;
  addMinors(value, into);
  for (const [key, inner] of Object.entries(value)) {
    const sign = KEYS[key] ?? (key === 'inbound_nodes' ? signOfCalls(inner) : undefined);
    if (sign) into.add(sign);
    signsOf(inner, depth + 1, into);
  }
  return into;
}

/** Only what Keras itself wrote tells: other classes write what they like. */
function addMinors({ module, class_name: className, config }: JsonObject, into: Set<string>): void {
  if (module !== undefined && !(typeof module === 'string' && /^keras\./.test(module))) return;
  if (typeof className !== 'string' || !isObject(config)) return;
  for (const it of SINCE) if (it.className.test(className) && !(it.key in config)) into.add(before(it.minor));
  const isLayer = module === 'keras.layers' && !NAMES_OF_TYPES.test(className);
  if (isLayer && typeof config.dtype === 'string') into.add(before(POLICY_OBJECTS));
}

function signOfCalls(nodes: Json): string | undefined {
  const first = isArray(nodes) ? nodes[0] : undefined;
  if (first === undefined) return undefined;
  return isKeras3Call(first) ? 'keras3' : 'keras2';
}
