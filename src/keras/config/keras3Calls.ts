import { isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';
import type { Call, CallArgument, CallRef } from './Call.ts';

/**
 * Calls as Keras 3 writes them: `{"args": [...], "kwargs": {...}}` with `__keras_tensor__` objects anywhere inside
 * (`keras/src/models/functional.py`, `serialize_node`). Node indices there count the calls of this config from 0, nested
 * models included.
 */
export function isKeras3Call(value: Json): value is JsonObject {
  return isObject(value) && isArray(value.args) && isObject(value.kwargs);
}

/** Reads such a call. */
export function readKeras3Call(value: JsonObject): Call {
  const args = isArray(value.args) ? value.args.map(readArgument) : [];
  const kwargs = isObject(value.kwargs) ? mapObject(value.kwargs) : {};
  return { args, kwargs };
}

function readArgument(value: Json): CallArgument {
  if (isArray(value)) return isConstant(value) ? { kind: 'constant', value } : listOf(value);
  if (!isObject(value)) return { kind: 'constant', value };
  const ref = tensorOf(value);
  if (ref) return { kind: 'tensor', ref };
  return isConstant(value) ? { kind: 'constant', value } : { kind: 'dict', entries: mapObject(value) };
}

const listOf = (items: readonly Json[]): CallArgument => ({ kind: 'list', items: items.map(readArgument) });

function mapObject(value: JsonObject): Record<string, CallArgument> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readArgument(item)]));
}

function tensorOf(value: JsonObject): CallRef | null {
  if (value.class_name !== '__keras_tensor__' || !isObject(value.config)) return null;
  const history = value.config.keras_history;
  if (!isArray(history)) return null;
  const [layer, call, output] = history;
  return typeof layer === 'string' && typeof call === 'number' && typeof output === 'number'
    ? { layer, call, output }
    : null;
}

function isConstant(value: Json): boolean {
  if (isArray(value)) return value.every(isConstant);
  if (!isObject(value)) return true;
  return value.class_name !== '__keras_tensor__' && Object.values(value).every(isConstant);
}
