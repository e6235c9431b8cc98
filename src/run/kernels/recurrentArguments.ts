import type { Tensor } from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { type Resolved, type Value, valuesIn } from '../Value.ts';
import { argument, maskOf, onlyKnownArguments, passedMask } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { KernelCall } from './Kernel.ts';

/** What a recurrent layer is called with. */
export interface RecurrentArguments {
  readonly input: Tensor;
  /** Over batch and time, as the input lays them. */
  readonly mask: Tensor | null;
  /** The mask that goes on with sequences. */
  readonly passed: Tensor | null;
  /** Initial states in order; empty when none are given. */
  readonly states: readonly Value[];
}

const tensorsOf = (given: Resolved | null): Value[] => (given === null ? [] : valuesIn(given));

/**
 * Sequences, initial states and mask of a call. Keras 2 writes states as further inputs, Keras 3 as `initial_state`,
 * by name or second by position, its mask third (`keras/src/layers/rnn/rnn.py`, `call`).
 */
export function recurrentArguments(call: KernelCall): RecurrentArguments {
  onlyKnownArguments(call, ['inputs', 'sequences', 'training', 'mask', 'initial_state']);
  const [input, ...further] = tensorsOf(
    argument(call, 0, call.version?.generation === 3 ? 'sequences' : 'inputs'),
  );
  if (input === undefined) throw new RunStop('It is called without an input tensor.');
  const stated = tensorsOf(argument(call, 1, 'initial_state'));
  if (further.length > 0 && stated.length > 0) throw new RunStop('It is given initial states twice.');
  const third = argument(call, 2, 'mask');
  if (call.args.length > 3 || (call.args.length === 3 && third !== null && call.version?.generation !== 3))
    throw new RunStop(
      `It is called with ${call.args.length} arguments by position, which is not supported here.`,
    );
  const masked = third === null ? call : { ...call, kwargs: { ...call.kwargs, mask: third } };
  return {
    input: input.tensor,
    mask: third === null && isDeafToMask(call, input, stated) ? null : maskOf(masked, input),
    passed: passedMask(masked, input),
    states: further.length > 0 ? further : stated,
  };
}

/**
 * Keras 3 fills in `mask` only for a call with one tensor argument: a layer that is given initial states does not hear the
 * mask of its sequences, though it passes that on (`keras/src/layers/layer.py`, `__call__`, "Populate mask argument(s)").
 */
function isDeafToMask(call: KernelCall, input: Value, stated: readonly Value[]): boolean {
  return input.mask !== null && stated.length > 0 && generationOf(call) === 3;
}
