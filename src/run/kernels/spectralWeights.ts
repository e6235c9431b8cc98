import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../Weights.ts';
import { generationOf } from './generation.ts';
import type { KernelCall } from './Kernel.ts';
import { whole } from './options.ts';

/**
 * The weights inside a `SpectralNormalization` that trains: the kernel divided by its spectral norm, found by power iteration
 * from the stored `vector_u`. The call itself computes with the new kernel; a kernel of zeros stays
 * (`keras/src/layers/normalization/spectral_normalization.py`).
 */
export function spectralWeights(call: KernelCall): Weights {
  const inside = call.weights.below('layer');
  const { role, tensor: kernel } = inside.anyShape(['kernel', 'embeddings']);
  const columns = kernel.shape.at(-1) ?? 1;
  if ((tf.sum(tf.cast(tf.notEqual(kernel, 0), 'int32')).dataSync()[0] ?? 0) === 0) return inside;
  const matrix = tf.reshape(kernel, [-1, columns]) as tf.Tensor2D;
  const long = lengthOf(call);
  let u = call.weights.get('vector_u', [1, columns]) as tf.Tensor2D;
  let v = u;
  for (let i = 0; i < whole(call.options, 'power_iterations'); i++) {
    v = long(tf.matMul(u, matrix, false, true)) as tf.Tensor2D;
    u = long(tf.matMul(v, matrix)) as tf.Tensor2D;
  }
  const sigma = tf.matMul(tf.matMul(v, matrix), u, false, true);
  return inside.replacing(role, tf.div(kernel, tf.reshape(sigma, [])));
}

/** A vector of length one: `tf.math.l2_normalize` in Keras 2, `ops.nn.normalize` in Keras 3. */
function lengthOf(call: KernelCall): (x: tf.Tensor) => tf.Tensor {
  const three = generationOf(call) === 3;
  return (x) => {
    const squares = tf.sum(tf.square(x));
    const inverse = three ? tf.minimum(tf.rsqrt(squares), 1e7) : tf.rsqrt(tf.maximum(squares, 1e-12));
    return tf.mul(x, inverse);
  };
}
