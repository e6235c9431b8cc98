import { beyond, wholeTypeNamed } from '../../wholes/WholeType.ts';
import type { OpCall } from './OpCall.ts';

/**
 * Lets whole numbers through that the type of a call holds, and refuses the others by name: TensorFlow wraps them round in
 * narrow types, and holds in wide ones what 32 bits do not. `attribute` names the type.
 */
export function placeIn(call: OpCall, attribute = 'T'): (value: number) => number {
  const type = wholeTypeNamed(call.wholeType(attribute) ?? 'int32') ?? 'int32';
  return (value) => {
    const why = beyond(value, type);
    return why === null ? value : call.refuse(`it makes ${why}`);
  };
}
