import type { Tensor } from '@tensorflow/tfjs-core';
import type { Json } from '../../model/index.ts';
import { toBool } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { constantOf, type Resolved, type Value, valuesIn } from '../Value.ts';
import type { KernelCall } from './Kernel.ts';

/** The argument at a position or under a name; `null` when it is absent or None. */
export function argument(call: KernelCall, position: number, name: string): Resolved | null {
  const found = call.args[position] ?? call.kwargs[name];
  return found === undefined || (found.kind === 'constant' && found.value === null) ? null : found;
}

/** The layer's one input. */
export function inputOf(call: KernelCall): Value {
  const first = call.args[0] ?? call.kwargs.inputs;
  const values = first === undefined ? [] : valuesIn(first);
  if (values[0] === undefined) throw new RunStop('It is called without an input tensor.');
  if (values.length > 1 && first?.kind !== 'value')
    throw new RunStop(`It is called with ${values.length} tensors where it takes one.`);
  return values[0];
}

/** All tensors of the first argument, or of all positional arguments. */
export function inputsOf(call: KernelCall): Value[] {
  const values = call.args.length > 0 ? call.args.flatMap(valuesIn) : valuesIn(call.kwargs.inputs ?? NOTHING);
  if (values.length === 0) throw new RunStop('It is called without an input tensor.');
  return values;
}

const NOTHING: Resolved = { kind: 'list', items: [] };

/** A call argument that is a plain value: `training`, `use_causal_mask`. */
export function plain(call: KernelCall, position: number, name: string, fallback: Json): Json {
  const found = argument(call, position, name);
  if (found === null) return fallback;
  const value = constantOf(found);
  if (value === undefined) throw new RunStop(`Its argument ${name} is a tensor, which cannot be followed.`);
  return value;
}

/**
 * Whether the call says `training=True` and is heard. In Keras 3 it is not: `predict` hands `training=False` to every
 * layer of the graph, over what its call says.
 */
export function isTraining(call: KernelCall): boolean {
  if (call.version?.generation === 3) return false;
  const value = plain(call, Number.POSITIVE_INFINITY, 'training', null);
  if (value === null || value === false || value === 0) return false;
  if (value === true || value === 1) return true;
  throw new RunStop(`Its argument training is ${JSON.stringify(value)}.`);
}

/** The mask of the call: the one given in words, else the one that came with the input. */
export function maskOf(call: KernelCall, input: Value, name = 'mask'): Tensor | null {
  const given = call.kwargs[name];
  const mask = given === undefined ? null : (valuesIn(given)[0] ?? null);
  return mask === null ? input.mask : toBool(mask.tensor);
}

/** Masks of several inputs: those given in words, else those that came with them. */
export function masksOf(call: KernelCall, inputs: readonly Value[]): (Tensor | null)[] {
  const given = call.kwargs.mask;
  if (given?.kind === 'list')
    return inputs.map((_, index) => {
      const item = given.items[index];
      const value = item === undefined ? undefined : valuesIn(item)[0];
      return value === undefined ? null : toBool(value.tensor);
    });
  return inputs.map((input) => input.mask);
}

/** Refuses keyword arguments that the kernel does not read; None says nothing. */
export function onlyKnownArguments(call: KernelCall, known: readonly string[]): void {
  for (const [name, value] of Object.entries(call.kwargs)) {
    if (known.includes(name) || (value.kind === 'constant' && value.value === null)) continue;
    throw new RunStop(`It is called with ${name}, which is not supported here.`);
  }
}
