import type { NodeId, Port } from '../model/index.ts';
import { upload } from './hostTensor.ts';
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
      return [[port.ref.node, { tensor: upload(sliceSamples(input.tensor, from, to)), mask: null }] as const];
    }),
  );
}
