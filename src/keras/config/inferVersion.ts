import { isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import { isKeras3Call } from './keras3Calls.ts';

/**
 * The generation of Keras that a config betrays where the file does not state its version: calls written as objects and
 * `batch_shape` are Keras 3, lists of calls and `batch_input_shape` are older. `null` when the config shows neither.
 */
export function inferVersion(config: JsonObject): KerasVersion | null {
  const text = signs(config, 0);
  if (text.has('keras3')) return { generation: 3, major: 3, minor: 0 };
  return text.has('keras2') ? { generation: 2, major: 2, minor: 0 } : null;
}

const DEPTH = 12;

/** Key → the generation that writes it. */
const KEYS: Readonly<Record<string, string>> = {
  batch_shape: 'keras3',
  batch_input_shape: 'keras2',
  time_major: 'keras2',
};

function signs(value: Json, depth: number, into = new Set<string>()): Set<string> {
  if (depth > DEPTH || into.size === 2) return into;
  if (isArray(value)) for (const item of value) signs(item, depth + 1, into);
  if (!isObject(value)) return into;
  for (const [key, inner] of Object.entries(value)) {
    const sign = KEYS[key] ?? (key === 'inbound_nodes' ? signOfCalls(inner) : undefined);
    if (sign) into.add(sign);
    signs(inner, depth + 1, into);
  }
  return into;
}

function signOfCalls(nodes: Json): string | undefined {
  const first = isArray(nodes) ? nodes[0] : undefined;
  if (first === undefined) return undefined;
  return isKeras3Call(first) ? 'keras3' : 'keras2';
}
