import type { NodeId, Port } from '../model/index.ts';
import { upload } from './hostTensor.ts';
import { type HalfType, halfOf } from './precision/HalfType.ts';
import { asHalf } from './precision/Precision.ts';
import { type Samples, sliceSamples } from './samples/Samples.ts';
import type { Value } from './Value.ts';

/** Samples `[from, to)` as the inputs of a model, on the current backend. Inputs are found by name, else by order. */
export function feed(
  ports: readonly Port[],
  samples: Samples,
  from = 0,
  to: number = samples.count,
): Map<NodeId, Value> {
  const named = ports.every((port) => samples.inputs.some(({ name }) => name === port.name));
  return new Map(
    ports.flatMap((port, i) => {
      const input = named ? samples.inputs.find(({ name }) => name === port.name) : samples.inputs[i];
      if (!input) return [];
      const value = { tensor: upload(sliceSamples(input.tensor, from, to)), mask: null };
      const half = halfOf(port.dtype);
      return [[port.ref.node, half === null ? value : rounded(value, half)] as const];
    }),
  );
}

function rounded(value: Value, half: HalfType): Value {
  const held = asHalf(value, half);
  if (held.tensor !== value.tensor) value.tensor.dispose();
  return held;
}
