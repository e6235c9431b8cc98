import * as tf from '@tensorflow/tfjs-core';
import { isArray, isObject, type Json } from '../../model/index.ts';
import { classesOf } from '../mode/hearsTraining.ts';
import { sliceAxis } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import type { Resolved, Value } from '../Value.ts';
import { bidirectional } from './bidirectional.ts';
import { inputOf, isTraining, maskOf, onlyKnownArguments, passedMask } from './callArguments.ts';
import { innerLayer } from './innerLayer.ts';
import type { InnerLayer, KernelCall, KernelTable } from './Kernel.ts';
import { unmasked } from './simple.ts';
import { spectralWeights } from './spectralWeights.ts';

const given = (value: Value): Resolved => ({ kind: 'value', value });

/** Every time step is a sample of its own: batch and time are merged, the layer runs once. */
function timeDistributed(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const input = inputOf(call);
  const [batch = 1, time = 1, ...rest] = input.tensor.shape;
  if (input.tensor.rank < 3)
    throw new RunStop(`Its input has rank ${input.tensor.rank}; it needs a time axis.`);
  const inner = innerLayer(call.options.layer, 'layer');
  if (isStateful(inner.config))
    throw new RunStop('The layer inside is stateful: its state would go from one time step to the next.');
  const mask = maskOf(call, input);
  const inside = mask === null ? null : tf.reshape(mask, [batch * time, ...mask.shape.slice(2)]);
  if (inside?.rank === 1 && PER_STEP.has(inner.className))
    throw new RunStop(`A mask of one value per step reaches the ${inner.className} in it, which takes more.`);
  const two = call.version?.generation === 2;
  const heard = two || TAKES_MASKS.has(inner.className) ? inside : null;
  const flat = { tensor: tf.reshape(input.tensor, [batch * time, ...rest]), mask: heard };
  const kwargs: Record<string, Resolved> = call.kwargs.training ? { training: call.kwargs.training } : {};
  const passed = passedMask(call, input);
  if (call.version?.generation === 3 && mayTrain(call)) {
    const masks = TAKES_MASKS.has(inner.className) ? mask : null;
    return eachStep(call, inner, input.tensor, masks).map((tensor) => ({ tensor, mask: passed }));
  }
  const outputs = call.inner(inner, 'layer', [given(flat)], kwargs);
  const apart = (x: tf.Tensor) => tf.reshape(x, [batch, time, ...x.shape.slice(1)]);
  return outputs.map((output) => ({
    tensor: apart(output.tensor),
    mask: two ? (output.mask === null ? perStep(mask) : apart(output.mask)) : passed,
  }));
}

/** Whether it, or by class name something inside it, is called in training mode. */
const mayTrain = (call: KernelCall): boolean =>
  isTraining(call) || [...call.classes.values()].includes('training');

/** Keras 3 calls the layer inside once for every step: each has statistics and noise of its own. */
function eachStep(call: KernelCall, inner: InnerLayer, x: tf.Tensor, mask: tf.Tensor | null): tf.Tensor[] {
  if (classesOf(inner).includes('SpectralNormalization'))
    throw new RunStop('It divides the kernel inside it at every step, which is not followed here.');
  const at = (t: tf.Tensor, i: number) => tf.squeeze(sliceAxis(t, 1, i, i + 1), [1]);
  const steps = Array.from({ length: x.shape[1] ?? 0 }, (_, i) =>
    call.inner(inner, 'layer', [
      given({ tensor: at(x, i), mask: mask === null ? null : tf.cast(at(mask, i), 'bool') }),
    ]),
  );
  const [first] = steps;
  if (first === undefined) throw new RunStop('Its input has no time steps.');
  return first.map((_, output) =>
    tf.stack(
      steps.map((values) => (values[output] as Value).tensor),
      1,
    ),
  );
}

/** Keras 2: where the layer inside ends the mask, a step stays masked if all of it is. */
function perStep(mask: tf.Tensor | null): tf.Tensor | null {
  if (mask === null || mask.rank <= 2) return mask;
  return tf.any(
    mask,
    mask.shape.slice(2).map((_, i) => i + 2),
  );
}

/** Layers that step through time by themselves. */
const PER_STEP = new Set([
  ...['RNN', 'SimpleRNN', 'GRU', 'LSTM', 'ConvLSTM1D', 'ConvLSTM2D', 'ConvLSTM3D', 'Bidirectional'],
  ...['GlobalAveragePooling1D', 'TimeDistributed'],
]);

/** Layers whose `call` has an argument `mask`; Keras 3 tells the others nothing. */
const TAKES_MASKS = new Set([
  ...PER_STEP,
  ...['Softmax', 'BatchNormalization', 'Functional', 'Sequential', 'Model'],
]);

function isStateful(config: Json): boolean {
  if (isArray(config)) return config.some(isStateful);
  return isObject(config) && (config.stateful === true || Object.values(config).some(isStateful));
}

/**
 * At inference it is the layer inside, with the kernel as it was saved; in training the kernel is first divided by its
 * spectral norm (`spectralWeights.ts`). Keras 3 gives numbers of its input's type.
 */
function spectral(call: KernelCall): Value[] {
  const inner = innerLayer(call.options.layer, 'layer');
  const input = inputOf(call);
  const { dtype } = input.tensor;
  const seen = (x: tf.Tensor) =>
    call.version?.generation === 3 && dtype !== 'float32' ? tf.cast(x, dtype) : x;
  const weights = isTraining(call) ? spectralWeights(call) : undefined;
  return call.inner(inner, 'layer', [given(input)], {}, weights).map(({ tensor }) => unmasked(seen(tensor)));
}

/** Layers that hold a layer. */
export const WRAPPERS: KernelTable = {
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
  SpectralNormalization: spectral,
};
