import type { Tensor } from '@tensorflow/tfjs-core';
import type { Json } from '../../model/index.ts';
import { trains } from '../mode/Mode.ts';
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
  if (call.args.slice(1).some((more) => valuesIn(more).length > 0))
    throw new RunStop('It is called with further tensors by position, which is not supported here.');
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
 * Whether the call trains: by the mode of the run, and in Keras 2 by what the call itself says. In Keras 3 it is not asked:
 * `predict` hands `training=False` to every layer of the graph, `model(x, training=True)` hands them that.
 */
export function isTraining(call: KernelCall): boolean {
  const asked = !call.mode.forced && call.version?.generation !== 3;
  const stated = asked ? plain(call, Number.POSITIVE_INFINITY, 'training', null) : null;
  return trains(stated, call.mode, call.version);
}

/** What the call states under a mask's name; `undefined` when it says nothing. Keras 3 takes None for saying nothing. */
function statedMask(call: KernelCall, name: string): Resolved | undefined {
  const given = call.kwargs[name];
  const none = given?.kind === 'constant' && given.value === null;
  return none && call.version?.generation !== 2 ? undefined : given;
}

const tensorIn = (argument: Resolved | undefined): Tensor | null => {
  const value = argument === undefined ? undefined : valuesIn(argument)[0];
  return value === undefined ? null : toBool(value.tensor);
};

/** The mask of the call: the one given in words, else the one that came with the input. */
export function maskOf(call: KernelCall, input: Value, name = 'mask'): Tensor | null {
  const given = statedMask(call, name);
  return given === undefined ? input.mask : tensorIn(given);
}

/**
 * The mask that goes on by default. Between 3.0 and 3.10 Keras looked at the input's own, whatever the call said
 * (`keras/src/layers/layer.py`, `previous_mask`).
 */
export function passedMask(call: KernelCall, input: Value): Tensor | null {
  const { version } = call;
  const own = version?.generation === 3 && version.minor < 11;
  return own ? input.mask : maskOf(call, input);
}

/** Masks of several inputs: those given in words, else those that came with them. */
export function masksOf(call: KernelCall, inputs: readonly Value[]): (Tensor | null)[] {
  const given = statedMask(call, 'mask');
  if (given === undefined) return inputs.map((input) => input.mask);
  if (given.kind === 'value') throw new RunStop('Its argument mask is one tensor where it takes a list.');
  return inputs.map((_, index) => (given.kind === 'list' ? tensorIn(given.items[index]) : null));
}

/** Refuses keyword arguments that the kernel does not read; None says nothing. */
export function onlyKnownArguments(call: KernelCall, known: readonly string[]): void {
  for (const [name, value] of Object.entries(call.kwargs)) {
    if (known.includes(name) || (value.kind === 'constant' && value.value === null)) continue;
    throw new RunStop(`It is called with ${name}, which is not supported here.`);
  }
}
