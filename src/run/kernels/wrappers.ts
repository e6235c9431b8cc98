import * as tf from '@tensorflow/tfjs-core';
import type { JsonObject } from '../../model/index.ts';
import { reverseAxis } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { type Resolved, type Value, valuesIn } from '../Value.ts';
import { argument, inputOf, inputsOf, maskOf, onlyKnownArguments } from './callArguments.ts';
import { innerLayer } from './innerLayer.ts';
import type { InnerLayer, KernelCall, KernelTable } from './Kernel.ts';
import { choice } from './options.ts';
import { unmasked } from './simple.ts';

const given = (value: Value): Resolved => ({ kind: 'value', value });

/** Keras makes both directions answer zeros at masked steps when they return sequences. */
function direction(layer: InnerLayer, changes: JsonObject): InnerLayer {
  const config = { ...layer.config, ...changes };
  return { ...layer, config: { ...config, zero_output_for_mask: config.return_sequences === true } };
}

/** The second direction: its own config if it has one, else the first's with the time turned round. */
function backwardOf(call: KernelCall, forward: InnerLayer): InnerLayer {
  if (call.options.backward_layer !== null) return innerLayer(call.options.backward_layer, 'backward_layer');
  const turned = call.version?.generation === 3 ? true : forward.config.go_backwards !== true;
  return { ...forward, config: { ...forward.config, go_backwards: turned } };
}

const MERGES: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  concat: (a, b) => tf.concat([a, b], a.rank - 1),
  sum: tf.add,
  mul: tf.mul,
  ave: (a, b) => tf.div(tf.add(a, b), 2),
};

/** Initial states of both directions: from the keyword, or as further inputs. */
function statesOf(call: KernelCall): Value[] {
  const stated = argument(call, Number.POSITIVE_INFINITY, 'initial_state');
  return stated === null ? inputsOf(call).slice(1) : valuesIn(stated);
}

function bidirectional(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'sequences', 'training', 'mask', 'initial_state']);
  const [input] = inputsOf(call);
  if (input === undefined) throw new RunStop('It is called without an input tensor.');
  const forward = innerLayer(call.options.layer, 'layer');
  const backward = backwardOf(call, forward);
  const masked: Value = { tensor: input.tensor, mask: maskOf(call, input) };
  const states = statesOf(call);
  const half = states.length / 2;
  const run = (layer: InnerLayer, path: string, own: readonly Value[]) => {
    const kwargs: Record<string, Resolved> = {};
    if (call.kwargs.training) kwargs.training = call.kwargs.training;
    if (own.length > 0) kwargs.initial_state = { kind: 'list', items: own.map(given) };
    return call.inner(direction(layer, {}), path, [given(masked)], kwargs);
  };
  const [ahead, ...aheadStates] = run(forward, 'forward_layer', states.slice(0, half));
  const [back, ...backStates] = run(backward, 'backward_layer', states.slice(half));
  if (ahead === undefined || back === undefined) throw new RunStop('Its layers give no output.');
  const sequences = forward.config.return_sequences === true;
  const turned = sequences ? reverseAxis(back.tensor, 1) : back.tensor;
  const mask = sequences ? masked.mask : null;
  const last = [...aheadStates, ...backStates];
  if (call.options.merge_mode === null)
    return [{ tensor: ahead.tensor, mask }, { tensor: turned, mask }, ...last];
  const merge = MERGES[choice(call.options, 'merge_mode', ['concat', 'sum', 'mul', 'ave'])];
  if (merge === undefined) throw new RunStop('Its merge_mode is not supported.');
  return [{ tensor: merge(ahead.tensor, turned), mask }, ...last];
}

/** Every time step is a sample of its own: batch and time are merged, the layer runs once. */
function timeDistributed(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const input = inputOf(call);
  const [batch = 1, time = 1, ...rest] = input.tensor.shape;
  if (input.tensor.rank < 3)
    throw new RunStop(`Its input has rank ${input.tensor.rank}; it needs a time axis.`);
  const inner = innerLayer(call.options.layer, 'layer');
  const mask = maskOf(call, input);
  // A mask of more than (batch, time) belongs to the layer inside.
  const inside =
    mask !== null && mask.rank > 2 ? tf.reshape(mask, [batch * time, ...mask.shape.slice(2)]) : null;
  if (mask !== null && !indifferentToMasks(inner.className))
    throw new RunStop(
      `A mask reaches it, and how ${inner.className} takes one mask per step is not supported.`,
    );
  const flat = { tensor: tf.reshape(input.tensor, [batch * time, ...rest]), mask: inside };
  const kwargs: Record<string, Resolved> = call.kwargs.training ? { training: call.kwargs.training } : {};
  const outputs = call.inner(inner, 'layer', [given(flat)], kwargs);
  return outputs.map(({ tensor }) => ({
    tensor: tf.reshape(tensor, [batch, time, ...tensor.shape.slice(1)]),
    mask,
  }));
}

const INDIFFERENT = new Set([
  ...['Dense', 'Conv1D', 'Conv2D', 'Flatten', 'Reshape', 'Dropout', 'Activation', 'ReLU', 'LeakyReLU'],
  ...['MaxPooling1D', 'MaxPooling2D', 'AveragePooling1D', 'AveragePooling2D', 'LayerNormalization'],
  ...['GlobalMaxPooling1D', 'GlobalMaxPooling2D', 'GlobalAveragePooling2D', 'Rescaling', 'RepeatVector'],
]);

/** Layers whose numbers no mask can change. */
const indifferentToMasks = (className: string): boolean => INDIFFERENT.has(className);

/** At inference it is the layer inside, with the kernel as it was saved. */
function spectral(call: KernelCall): Value[] {
  const inner = innerLayer(call.options.layer, 'layer');
  const input = inputOf(call);
  const training = call.kwargs.training;
  if (training?.kind === 'constant' && training.value === true)
    throw new RunStop('It is called with training=True, which changes its kernel.');
  return call.inner(inner, 'layer', [given(input)]).map(({ tensor }) => unmasked(tensor));
}

/** Layers that hold a layer. */
export const WRAPPERS: KernelTable = {
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
  SpectralNormalization: spectral,
};
