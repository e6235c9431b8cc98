import { RunStop } from '../RunStop.ts';
import { type ResolvedCall, type Value, valuesOfCall } from '../Value.ts';

/**
 * What a layer puts out that is treated as identity: its one input, mask included. Throws `RunStop` when it is called with
 * no tensor or with several, because nothing says which of them would be handed on.
 */
export function passThrough(call: ResolvedCall): Value[] {
  const values = valuesOfCall(call);
  const [only] = values;
  if (values.length !== 1 || only === undefined)
    throw new RunStop(
      `It is called with ${values.length} tensors, so it cannot be treated as identity: exactly one is needed. Supply its code instead.`,
    );
  return [only];
}
