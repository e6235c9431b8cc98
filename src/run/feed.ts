import type { NodeId, Port } from '../model/index.ts';
import { upload } from './hostTensor.ts';
import { type HalfType, halfOf } from './precision/HalfType.ts';
import { asHalf } from './precision/Precision.ts';
import { type Samples, sliceSamples } from './samples/Samples.ts';
import { share } from './share.ts';
import type { Value } from './Value.ts';
import { wholeTypeNamed } from './wholes/WholeType.ts';

/** Samples `[from, to)` as the inputs of a model, on the current backend. Inputs are found by name, else by order. */
export function feed(
  ports: readonly Port[],
  samples: Samples,
  from = 0,
  to: number = samples.count,
): Map<NodeId, Value> {
  return new Map(
    inputsOf(ports, samples).map(([port, input]) => {
      const value = { tensor: upload(sliceSamples(input.tensor, from, to)), mask: null };
      return [port.ref.node, asPort(value, port)] as const;
    }),
  );
}

/** All samples as the inputs of two models; what both are given is one tensor in memory. */
export function feedBoth(
  a: readonly Port[],
  b: readonly Port[],
  samples: Samples,
): [Map<NodeId, Value>, Map<NodeId, Value>] {
  const [mine, theirs] = [feed(a, samples), feed(b, samples)];
  const givenTo = new Map(inputsOf(a, samples).map(([port, input]) => [input, port]));
  for (const [port, input] of inputsOf(b, samples)) {
    const other = givenTo.get(input);
    const [value, own] = [other && mine.get(other.ref.node), theirs.get(port.ref.node)];
    if (!value || !own || halfOf(port.dtype) !== halfOf(other?.dtype ?? null)) continue;
    if (value.whole !== own.whole) continue;
    own.tensor.dispose();
    theirs.set(port.ref.node, { ...value, tensor: share(value.tensor) });
  }
  return [mine, theirs];
}

type Input = Samples['inputs'][number];

function inputsOf(ports: readonly Port[], samples: Samples): (readonly [Port, Input])[] {
  const named = ports.every((port) => samples.inputs.some(({ name }) => name === port.name));
  return ports.flatMap((port, i) => {
    const input = named ? samples.inputs.find(({ name }) => name === port.name) : samples.inputs[i];
    return input ? [[port, input] as const] : [];
  });
}

/** A value in the type of the input that it is for; the value given is taken over. */
export function asPort(value: Value, { dtype }: Pick<Port, 'dtype'>): Value {
  const half = halfOf(dtype);
  if (half !== null) return rounded(value, half);
  const whole = value.tensor.dtype === 'int32' ? wholeTypeNamed(dtype) : null;
  return whole === null ? value : { ...value, whole };
}

function rounded(value: Value, half: HalfType): Value {
  const held = asHalf(value, half);
  if (held.tensor !== value.tensor) value.tensor.dispose();
  return held;
}
