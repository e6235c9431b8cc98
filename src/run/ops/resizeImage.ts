import * as tf from '@tensorflow/tfjs-core';
import { resizeTaps } from './resizeTaps.ts';

/** Images (batch, height, width, channels) at another size, as `tf.image.resize` makes them. Nearest keeps the type, others answer float32. */
export function resizeImage(
  images: tf.Tensor4D,
  [height, width]: readonly [number, number],
  method: string,
  antialias = false,
): tf.Tensor4D {
  if (images.shape[1] === height && images.shape[2] === width) return images;
  const tall = resizeAxis(images, 1, height, method, antialias);
  return resizeAxis(tall, 2, width, method, antialias);
}

function resizeAxis(
  images: tf.Tensor4D,
  axis: 1 | 2,
  to: number,
  method: string,
  antialias: boolean,
): tf.Tensor4D {
  const { places, weights } = resizeTaps(images.shape[axis], to, method, antialias);
  const shape = axis === 1 ? [1, to, 1, 1] : [1, 1, to, 1];
  const read = places.map((column) => tf.gather(images, tf.tensor1d(column, 'int32'), axis));
  if (method === 'nearest') return read[0] as tf.Tensor4D;
  const shares = read.map((part, i) =>
    tf.mul(tf.cast(part, 'float32'), tf.tensor(weights[i] as Float32Array, shape)),
  );
  return shares.reduce((sum, share) => tf.add(sum, share)) as tf.Tensor4D;
}
