import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import { inputOf, inputsOf, isTraining, onlyKnownArguments } from './callArguments.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { numeric, whole } from './options.ts';
import { simpleFloat, unmasked } from './simple.ts';

/** Scales every channel (`keras/src/applications/convnext.py`). */
function layerScale(x: tf.Tensor, call: KernelCall): tf.Tensor {
  return tf.mul(x, call.weights.get('gamma', [whole(call.options, 'projection_dim')]));
}

/** Drops whole branches in training; else hands back the very tensor, its mask on it. */
function stochasticDepth(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'training']);
  if (isTraining(call) && call.options.drop_path_rate !== 0)
    throw new RunStop('It is called with training=True: its output is random.');
  return [inputOf(call)];
}

/** A branch, scaled, on top of a shortcut (`keras/src/applications/inception_resnet_v2.py`). */
function customScale(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'training']);
  const [shortcut, branch, ...more] = inputsOf(call);
  if (branch === undefined || shortcut === undefined || more.length > 0)
    throw new RunStop(`It is called with ${more.length + (branch ? 2 : 1)} inputs where it takes two.`);
  return [unmasked(tf.add(shortcut.tensor, tf.mul(branch.tensor, numeric(call.options, 'scale'))))];
}

/** Layers that Keras defines for its own networks only. */
export const APPLICATIONS: KernelTable = {
  LayerScale: simpleFloat('ends', layerScale),
  StochasticDepth: stochasticDepth,
  CustomScaleLayer: customScale,
};
