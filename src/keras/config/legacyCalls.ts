import { isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';
import { TF_OPERATIONS } from '../layerClasses.ts';
import type { Call, CallArgument, CallIndex } from './Call.ts';

/** What a legacy call is read with. */
export interface LegacyContext {
  readonly className: string;
  /** Whether a layer of that name stands in this config: `["relu", 1, 2]` is a tensor only then. */
  readonly isLayer: (name: string) => boolean;
  readonly callIndex: CallIndex;
}

/**
 * Calls as Keras 1, 2 and tf.keras write them: nested lists of `[layer, node, tensor, kwargs]`, where a tensor among the
 * kwargs is such a triple too and `_CONSTANT_VALUE` stands for a constant (tf.keras 2.15 `engine/node.py`,
 * `engine/functional.py`, `process_node`). Every entry repeats the kwargs; the last one counts.
 */
export function readLegacyCall(value: Json, context: LegacyContext): Call {
  let kwargs: JsonObject = {};
  const read = (item: Json): CallArgument => {
    if (isEntry(item)) {
      if (isObject(item[3])) kwargs = item[3];
      return readEntry(item, context);
    }
    if (isArray(item)) return { kind: 'list', items: item.map(read) };
    if (isObject(item)) return { kind: 'dict', entries: mapValues(item, read) };
    return { kind: 'constant', value: item };
  };
  const argument = read(value);
  return {
    args: [unwrapped(argument, context)],
    kwargs: mapValues(kwargs, (item) => readKwarg(item, context)),
  };
}

/** Layers other than recorded TensorFlow calls are called with a bare tensor when there is only one. */
function unwrapped(argument: CallArgument, { className }: LegacyContext): CallArgument {
  const single = argument.kind === 'list' && argument.items.length === 1 ? argument.items[0] : undefined;
  return single && !TF_OPERATIONS.has(className) ? single : argument;
}

function isEntry(value: Json): value is readonly Json[] {
  return isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number' && value.length >= 3;
}

function readEntry(entry: readonly Json[], context: LegacyContext): CallArgument {
  const [layer, node, output] = entry as readonly [string, number, Json];
  if (layer === '_CONSTANT_VALUE') return { kind: 'constant', value: output };
  const ref = {
    layer,
    call: context.callIndex(layer, node),
    output: typeof output === 'number' ? output : Number.NaN,
  };
  return { kind: 'tensor', ref };
}

function readKwarg(value: Json, context: LegacyContext): CallArgument {
  if (isTriple(value, context)) return readEntry(value, context);
  if (isArray(value) && value.some((item) => containsTriple(item, context))) {
    return { kind: 'list', items: value.map((item) => readKwarg(item, context)) };
  }
  // A slice of a recorded call: `{start, stop, step}`, whose bounds may be tensors.
  if (isObject(value) && containsTriple(value, context)) {
    return { kind: 'dict', entries: mapValues(value, (item) => readKwarg(item, context)) };
  }
  return { kind: 'constant', value };
}

function isTriple(value: Json, { isLayer }: LegacyContext): value is readonly Json[] {
  return (
    isArray(value) && value.length >= 3 && value.length <= 4 && isEntry(value) && isLayer(String(value[0]))
  );
}

function containsTriple(value: Json, context: LegacyContext): boolean {
  if (isTriple(value, context)) return true;
  const inside = isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inside.some((item) => containsTriple(item, context));
}

function mapValues(value: JsonObject, read: (item: Json) => CallArgument): Record<string, CallArgument> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item)]));
}
