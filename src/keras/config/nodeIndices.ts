import { isArray, isObject, type Json } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import type { CallIndex } from './Call.ts';
import type { Envelope } from './Envelope.ts';
import { isKeras3Call } from './keras3Calls.ts';

/**
 * Which written node index means the first call. Keras counts a built-in node of nested graphs in some places only:
 * - tf.keras and Keras 2 (lists): nested Functional and Sequential models start at 1 everywhere, unless the Sequential
 *   was not built (`engine/functional.py`, `_should_skip_first_node`);
 * - Keras 3 (objects): `inbound_nodes` start at 0 everywhere, `input_layers` and `output_layers` at 1 for Functional
 *   (`models/functional.py`, `get_config` against `serialize_node`).
 */
export function firstCallIndex(
  model: Envelope,
  envelopes: readonly Envelope[],
  version: KerasVersion | null,
): { readonly inNodes: CallIndex; readonly inPorts: CallIndex } {
  const byName = new Map(envelopes.map((it) => [it.name, it]));
  const keras3 =
    writesObjects(envelopes) ?? (version?.generation === 3 || model.module?.startsWith('keras.src.models'));
  const base = (name: string, inPorts: boolean): number => {
    const envelope = byName.get(name);
    if (!envelope || !isGraph(envelope)) return 0;
    if (keras3) return inPorts && envelope.className !== 'Sequential' ? 1 : 0;
    return startsWithInput(envelope) ? 1 : 0;
  };
  return {
    inNodes: (name, written) => written - base(name, false),
    inPorts: (name, written) => written - base(name, true),
  };
}

function isGraph(envelope: Envelope): boolean {
  return isArray(envelope.config.layers) && (envelope.kind === 'model' || 'output_layers' in envelope.config);
}

function writesObjects(envelopes: readonly Envelope[]): boolean | null {
  for (const { raw } of envelopes) {
    if (isArray(raw.inbound_nodes) && raw.inbound_nodes.length > 0)
      return isKeras3Call(raw.inbound_nodes[0] as Json);
  }
  return null;
}

/** A Sequential of tf.keras that was never built has no built-in node; its config starts without an input shape. */
function startsWithInput(envelope: Envelope): boolean {
  if (envelope.className !== 'Sequential') return true;
  const { layers } = envelope.config;
  const first = isArray(layers) ? layers[0] : undefined;
  if (!isObject(first)) return false;
  const { class_name: className, config } = first;
  return (
    className === 'InputLayer' || (isObject(config) && ('batch_input_shape' in config || 'layers' in config))
  );
}
