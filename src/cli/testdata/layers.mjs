/** y = x · scale^power + shift, over the last axis. */
export function ScaleAndShift(x, { config, weights, tf }) {
  return tf.add(tf.mul(x, tf.pow(weights['vars/0'], config.power)), weights['vars/1']);
}
