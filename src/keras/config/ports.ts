import { isArray, isObject, type Json, ReadError } from '../../model/index.ts';
import type { CallIndex, CallRef } from './Call.ts';

/** A port of a config: the tensor, and the dict key that names it, if any. */
export interface RawPort {
  readonly ref: CallRef;
  readonly key: string | null;
}

/**
 * Reads `input_layers` or `output_layers`: a list of triples, one bare triple (Keras ≥ 3.11), or any nesting of lists and
 * dicts (Keras ≥ 3.4). Dicts come in sorted key order, as `tree.flatten` gives them.
 */
export function readPorts(value: Json | undefined, callIndex: CallIndex, where: string): RawPort[] {
  const ports: RawPort[] = [];
  const visit = (item: Json, key: string | null): void => {
    if (isTriple(item)) {
      const [layer, node, output] = item as readonly [string, number, number];
      ports.push({ ref: { layer, call: callIndex(layer, node), output }, key });
    } else if (isArray(item)) {
      for (const inner of item) visit(inner, null);
    } else if (isObject(item)) {
      for (const inner of Object.keys(item).sort()) visit(item[inner] as Json, inner);
    } else if (item !== null) {
      throw new ReadError(
        'corrupt',
        'An input or output of the config is no [layer, node, tensor] triple.',
        where,
      );
    }
  };
  if (value !== undefined) visit(value, null);
  return ports;
}

function isTriple(value: Json): boolean {
  return (
    isArray(value) &&
    value.length === 3 &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'number' &&
    typeof value[2] === 'number'
  );
}
