import type { OpCall } from './OpCall.ts';

const LIMIT = 2 ** 31;

/** What a type of whole numbers can hold here: its own numbers, of the wide types those that 32 bits hold. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-LIMIT, LIMIT - 1],
  uint32: [0, LIMIT - 1],
  int64: [-LIMIT, LIMIT - 1],
  uint64: [0, LIMIT - 1],
};

const WIDE: ReadonlySet<string> = new Set(['int64', 'uint64', 'uint32']);

/**
 * Lets whole numbers through that the type of a call holds, and refuses the others by name: TensorFlow wraps them round in
 * narrow types, and holds in wide ones what 32 bits do not. `attribute` names the type.
 */
export function placeIn(call: OpCall, attribute = 'T'): (value: number) => number {
  const type = call.wholeType(attribute) ?? 'int32';
  const [least, most] = RANGES[type] ?? [-LIMIT, LIMIT - 1];
  return (value) => {
    if (value >= least && value <= most) return value;
    const why = WIDE.has(type)
      ? 'whole numbers are computed exactly within 32 bits only'
      : 'TensorFlow wraps such a number round, which is not followed here';
    return call.refuse(
      `it makes ${type.startsWith('u') ? 'a' : 'an'} ${type} value beyond ${value < least ? least : most}: ${why}.`,
    );
  };
}
