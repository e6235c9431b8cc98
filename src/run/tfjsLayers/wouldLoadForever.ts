import { isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';

/**
 * Whether TensorFlow.js would never come back from loading a config: it puts a call aside until the call that it needs was
 * made, and tries again for ever when that is never made (tfjs-layers `engine/container.ts`, `fromConfig`). Simulates
 * those rounds and names the layer that waits; `null` when every call is made. Only as a guard: nothing is built.
 */
export function wouldLoadForever(
  model: Json | undefined,
  knows: (className: string) => boolean,
): string | null {
  if (!isObject(model) || !isObject(model.config)) return null;
  const layers = isArray(model.config.layers) ? model.config.layers.filter(isObject) : [];
  for (const layer of layers) {
    // At an unknown class it throws, before any call is made.
    if (!knows(String(layer.class_name))) return null;
    const inside = wouldLoadForever(layer, knows);
    if (inside !== null) return inside;
  }
  return 'output_layers' in model.config ? waitingLayer(layers) : null;
}

function waitingLayer(layers: readonly JsonObject[]): string | null {
  // TensorFlow.js checks this before it makes a call, and throws.
  if (layers.some(({ inbound_nodes: calls }) => isArray(calls) && !calls.every(isArray))) return null;
  const made = new Map(layers.map((layer) => [String(layer.name), callsAtFirst(layer)]));
  let waiting = layers.flatMap((layer) => callsOf(layer).map((refs) => ({ name: String(layer.name), refs })));
  for (;;) {
    const next = waiting.filter(({ name, refs }) => {
      const ready = refs.every(([layer, call]) => (made.get(layer) ?? 0) > call);
      if (ready && refs.length > 0) made.set(name, (made.get(name) ?? 0) + 1);
      return !ready;
    });
    if (next.length === 0) return null;
    if (next.length === waiting.length) return next[0]?.name ?? null;
    waiting = next;
  }
}

/** Input layers and nested models that know their input are called once as they are made. */
function callsAtFirst({ class_name, config }: JsonObject): number {
  if (class_name === 'InputLayer') return 1;
  if (!isObject(config) || !isArray(config.layers)) return 0;
  const [first] = config.layers;
  if ('output_layers' in config) return 1;
  const given = isObject(first) && isObject(first.config) ? first.config : {};
  return 'batch_input_shape' in given || callsAtFirst(isObject(first) ? first : {}) > 0 ? 1 : 0;
}

/** Calls with what they need, read as carelessly as TensorFlow.js does: a bare name is looked up by its first letter. */
function callsOf({ inbound_nodes }: JsonObject): [string, number][][] {
  if (!isArray(inbound_nodes)) return [];
  return inbound_nodes.filter(isArray).map((call) => call.map(refOf));
}

function refOf(value: Json): [string, number] {
  if (isArray(value)) return [String(value[0]), Number(value[1])];
  return typeof value === 'string' ? [value.charAt(0), Number.NaN] : ['', Number.NaN];
}
