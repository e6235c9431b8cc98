import * as tf from '@tensorflow/tfjs-core';
import { reverseAxis } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import type { Resolved, Value } from '../Value.ts';
import { innerLayer } from './innerLayer.ts';
import type { InnerLayer, KernelCall } from './Kernel.ts';
import { choice } from './options.ts';
import { recurrentArguments } from './recurrentArguments.ts';

const given = (value: Value): Resolved => ({ kind: 'value', value });

/** Keras makes both directions answer zeros at masked steps when they return sequences. */
function direction(layer: InnerLayer): InnerLayer {
  const { config } = layer;
  return { ...layer, config: { ...config, zero_output_for_mask: config.return_sequences === true } };
}

/** The second direction: its own config if it has one, else the first's with the time turned round. */
function backwardOf(call: KernelCall, forward: InnerLayer): InnerLayer {
  if (call.options.backward_layer !== null) return innerLayer(call.options.backward_layer, 'backward_layer');
  const turned = call.version?.generation === 3 ? true : forward.config.go_backwards !== true;
  return { ...forward, config: { ...forward.config, go_backwards: turned } };
}

type Round = (x: tf.Tensor) => tf.Tensor;

const MERGES: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor, round: Round) => tf.Tensor>> = {
  concat: (a, b) => tf.concat([a, b], a.rank - 1),
  sum: tf.add,
  mul: tf.mul,
  ave: (a, b, round) => tf.div(round(tf.add(a, b)), 2),
};

/**
 * A recurrent layer run both ways, the second turned round again where it gives sequences
 * (`keras/src/layers/rnn/bidirectional.py`).
 */
export function bidirectional(call: KernelCall): Value[] {
  const { input, mask: inputMask, passed, states } = recurrentArguments(call);
  const forward = innerLayer(call.options.layer, 'layer');
  const backward = backwardOf(call, forward);
  const masked: Value = { tensor: input, mask: inputMask };
  const half = states.length / 2;
  if (!Number.isInteger(half))
    throw new RunStop(`It is given ${states.length} initial states for two directions.`);
  const run = (layer: InnerLayer, path: string, own: readonly Value[]) => {
    const kwargs: Record<string, Resolved> = {};
    if (call.kwargs.training) kwargs.training = call.kwargs.training;
    if (own.length > 0) kwargs.initial_state = { kind: 'list', items: own.map(given) };
    return call.inner(direction(layer), path, [given(masked)], kwargs);
  };
  const [ahead, ...aheadStates] = run(forward, 'forward_layer', states.slice(0, half));
  const [back, ...backStates] = run(backward, 'backward_layer', states.slice(half));
  if (ahead === undefined || back === undefined) throw new RunStop('Its layers give no output.');
  const sequences = forward.config.return_sequences === true;
  const timeAxis = forward.config.time_major === true ? 0 : 1;
  const turned = sequences ? reverseAxis(back.tensor, timeAxis) : back.tensor;
  const mask = sequences ? passed : null;
  const last = [...aheadStates, ...backStates];
  if (call.options.merge_mode === null)
    return [{ tensor: ahead.tensor, mask }, { tensor: turned, mask }, ...last];
  const merge = MERGES[choice(call.options, 'merge_mode', ['concat', 'sum', 'mul', 'ave'])];
  if (merge === undefined) throw new RunStop('Its merge_mode is not supported.');
  return [{ tensor: merge(ahead.tensor, turned, call.precision.round), mask }, ...last];
}
