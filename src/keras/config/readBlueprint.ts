import { isArray, isObject, type Json, ReadError } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import type { Blueprint, Entry, InputPort } from './Blueprint.ts';
import type { Call, CallIndex } from './Call.ts';
import { type Envelope, readEnvelope } from './Envelope.ts';
import { dtypeOf, shapeOf } from './inputSpec.ts';
import { isKeras3Call, readKeras3Call } from './keras3Calls.ts';
import { readLegacyCall } from './legacyCalls.ts';
import { firstCallIndex } from './nodeIndices.ts';
import { type RawPort, readPorts } from './ports.ts';
import { sequentialBlueprint } from './sequential.ts';

/** Models may be nested this deep; deeper ones are hostile. */
const MAX_DEPTH = 64;
/** Layers of one model, the nested ones not counted; real ones have some thousand. */
const MAX_LAYERS = 200_000;

/**
 * Reads one model config into entries with calls, nested models included. Throws `ReadError('corrupt')` for what is no
 * model config. `version` decides index conventions that the dialects alone leave open.
 */
export function readBlueprint(envelope: Envelope, version: KerasVersion | null, depth = 0): Blueprint {
  if (depth > MAX_DEPTH) {
    throw new ReadError(
      'too-large',
      `Models are nested more than ${MAX_DEPTH} deep in the config.`,
      envelope.name,
    );
  }
  if (isArray(envelope.config.layers) && envelope.config.layers.length > MAX_LAYERS) {
    throw new ReadError(
      'too-large',
      `The config lists ${envelope.config.layers.length.toLocaleString('en')} layers; at most ${MAX_LAYERS.toLocaleString('en')} are read.`,
      envelope.name,
    );
  }
  const nested = (inner: Envelope): Blueprint | null =>
    hasLayers(inner) ? readBlueprint(inner, version, depth + 1) : null;
  return isSequential(envelope)
    ? sequentialBlueprint(envelope, nested)
    : functionalBlueprint(envelope, version, nested);
}

/** Whether a config holds a graph of layers that can be listed. */
export function hasLayers(envelope: Envelope): boolean {
  return (
    isArray(envelope.config.layers) &&
    (isSequential(envelope) || envelope.kind === 'model' || 'output_layers' in envelope.config)
  );
}

function isSequential(envelope: Envelope): boolean {
  return envelope.className === 'Sequential' || !('output_layers' in envelope.config);
}

function functionalBlueprint(
  model: Envelope,
  version: KerasVersion | null,
  nested: (inner: Envelope) => Blueprint | null,
): Blueprint {
  const layers = model.config.layers as readonly Json[];
  const envelopes = layers.map((layer, i) => functionalEnvelope(layer, `${model.name}.layers[${i}]`));
  const byName = new Map(envelopes.map((it) => [it.name, it]));
  if (byName.size < envelopes.length) {
    throw new ReadError('corrupt', 'Two layers of one model have the same name.', model.name);
  }
  const bases = firstCallIndex(model, envelopes, version);
  const context = { isLayer: (name: string) => byName.has(name), callIndex: bases.inNodes };
  const entries = new Map<string, Entry>(
    envelopes.map((envelope) => {
      const calls = readCalls(envelope, context);
      return [envelope.name, { envelope, name: envelope.name, calls, nested: nested(envelope) }];
    }),
  );
  const inputs = readPorts(model.config.input_layers, bases.inPorts, model.name).map((port) =>
    inputPort(port, byName),
  );
  const outputs = readPorts(model.config.output_layers, bases.inPorts, model.name).map(({ ref, key }) => ({
    ref,
    name: key ?? ref.layer,
  }));
  return { entries, inputs, outputs, inputStructure: model.config.input_layers ?? null };
}

/** In graphs the entry's own `name` is what references use; the config inside may lack one. */
function functionalEnvelope(value: Json, where: string): Envelope {
  const envelope = readEnvelope(value, where);
  const name = envelope.raw.name;
  return typeof name === 'string' ? { ...envelope, name } : envelope;
}

function readCalls(
  envelope: Envelope,
  context: { isLayer: (n: string) => boolean; callIndex: CallIndex },
): Call[] {
  const nodes = envelope.raw.inbound_nodes;
  if (nodes !== undefined && !isArray(nodes)) {
    throw new ReadError('corrupt', 'inbound_nodes of a layer is no list.', envelope.name);
  }
  if (!nodes || nodes.length === 0)
    return envelope.className === 'InputLayer' ? [{ args: [], kwargs: {} }] : [];
  return nodes.map((node) => {
    if (isKeras3Call(node)) return readKeras3Call(node);
    if (isArray(node) || isObject(node))
      return readLegacyCall(node, { ...context, className: envelope.className });
    throw new ReadError('corrupt', 'A call in inbound_nodes is neither a list nor an object.', envelope.name);
  });
}

function inputPort({ ref, key }: RawPort, byName: ReadonlyMap<string, Envelope>): InputPort {
  const config = byName.get(ref.layer)?.config ?? {};
  return { ref, name: key ?? ref.layer, shape: shapeOf(config), dtype: dtypeOf(config) };
}
