import * as tf from '@tensorflow/tfjs-core';

/** Where an image keeps its channels. */
export type Layout = 'channels_last' | 'channels_first';

/** `(batch, …, channels)` from either layout. */
export function toChannelsLast(x: tf.Tensor, layout: Layout): tf.Tensor {
  if (layout === 'channels_last') return x;
  const spatial = [...Array(x.rank - 2).keys()].map((i) => i + 2);
  return tf.transpose(x, [0, ...spatial, 1]);
}

/** Back from `(batch, …, channels)`. */
export function fromChannelsLast(x: tf.Tensor, layout: Layout): tf.Tensor {
  if (layout === 'channels_last') return x;
  const spatial = [...Array(x.rank - 2).keys()].map((i) => i + 1);
  return tf.transpose(x, [0, x.rank - 1, ...spatial]);
}
