import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { whole } from './options.ts';
import { axisSize, rankMustBe } from './shapes.ts';
import { simpleFloat } from './simple.ts';

/** `cos(x · kernel ÷ scale + bias)`, input `[batch, size]` (`keras/src/layers/kernelized.py` of tf.keras). */
function fourierFeatures(x: tf.Tensor, call: KernelCall): tf.Tensor {
  rankMustBe(x, 2);
  const size = whole(call.options, 'output_dim');
  const kernel = call.weights.get('unscaled_kernel', [axisSize(x, -1), size]);
  const scaled = tf.mul(tf.div(1, call.weights.get('kernel_scale', [1])), kernel);
  return tf.cos(tf.add(tf.matMul(x as tf.Tensor2D, scaled as tf.Tensor2D), call.weights.get('bias', [size])));
}

/** Features whose products approach a kernel function. */
export const FOURIER_FEATURES: KernelTable = {
  RandomFourierFeatures: simpleFloat('ends', fourierFeatures),
};
