import * as tf from '@tensorflow/tfjs-core';

/**
 * Operations whose WebGL kernels end at rank 4, brought to fewer axes where that changes nothing; and those whose wasm
 * kernels are wrong on booleans.
 */

/** Pads with a constant at any rank. */
export function padAny(x: tf.Tensor, sides: readonly (readonly [number, number])[], value = 0): tf.Tensor {
  if (sides.every(([before, after]) => before === 0 && after === 0)) return x;
  if (x.rank <= 4 && x.dtype !== 'bool') return tf.pad(x, sides as [number, number][], value);
  return sides.reduce((padded, [before, after], axis) => padAxis(padded, axis, before, after, value), x);
}

function padAxis(x: tf.Tensor, axis: number, before: number, after: number, value: number): tf.Tensor {
  const block = (size: number) =>
    size === 0
      ? []
      : [
          tf.fill(
            x.shape.map((s, i) => (i === axis ? size : s)),
            value,
            x.dtype as 'float32',
          ),
        ];
  const parts = [...block(before), x, ...block(after)];
  return parts.length === 1 ? x : tf.concat(parts, axis);
}

/** `[before, axis, after]`: everything around one axis merged. */
function around(shape: readonly number[], axis: number): [number, number, number] {
  const size = (part: readonly number[]) => part.reduce((product, n) => product * n, 1);
  return [size(shape.slice(0, axis)), shape[axis] ?? 1, size(shape.slice(axis + 1))];
}

/** Reverses one axis. */
export function reverseAxis(x: tf.Tensor, axis: number): tf.Tensor {
  const numbers = x.dtype === 'bool' ? tf.cast(x, 'int32') : x;
  const reversed = tf.reverse(tf.reshape(numbers, around(x.shape, axis)), 1);
  return tf.cast(tf.reshape(reversed, x.shape), x.dtype);
}

/** Cumulative sum along one axis. */
export function cumulate(x: tf.Tensor, axis: number): tf.Tensor {
  return tf.reshape(tf.cumsum(tf.reshape(x, around(x.shape, axis)), 1), x.shape);
}

/** `condition ? a : b`, broadcast over all three. */
export function select(condition: tf.Tensor, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (Math.max(condition.rank, a.rank, b.rank) <= 4) return tf.where(tf.cast(condition, 'bool'), a, b);
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(
    tf.broadcast_util.assertAndGetBroadcastShape(condition.shape, a.shape),
    b.shape,
  );
  const flat = (x: tf.Tensor) => tf.reshape(spread(x, shape), [-1]);
  const chosen = tf.where(tf.cast(flat(tf.cast(condition, 'int32')), 'bool'), flat(a), flat(b));
  return tf.reshape(chosen, shape);
}

/** Broadcasts to a shape at any rank. */
export function spread(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const lead = shape.length - x.rank;
  const full = tf.reshape(x, [...new Array<number>(lead).fill(1), ...x.shape]);
  return shape.reduce<tf.Tensor>((wide, size, axis) => {
    const [before, now, after] = around(wide.shape, axis);
    if (now === size) return wide;
    const tiled = tf.tile(tf.reshape(wide, [before, 1, after]), [1, size, 1]);
    return tf.reshape(
      tiled,
      wide.shape.map((s, i) => (i === axis ? size : s)),
    );
  }, full);
}

/** The slice `[from, to)` of one axis. */
export function sliceAxis(x: tf.Tensor, axis: number, from: number, to: number): tf.Tensor {
  const [before, , after] = around(x.shape, axis);
  const flat = tf.reshape(x, around(x.shape, axis));
  const cut = tf.slice(flat, [0, from, 0], [before, to - from, after]);
  return tf.reshape(
    cut,
    x.shape.map((s, i) => (i === axis ? to - from : s)),
  );
}

/** Entries of one axis at an equal distance: `from`, `from + step` … below `to`; a negative step walks backwards. */
export function pickAxis(x: tf.Tensor, axis: number, indices: readonly number[]): tf.Tensor {
  const [before, , after] = around(x.shape, axis);
  const shape = x.shape.map((s, i) => (i === axis ? indices.length : s));
  if (indices.length === 0) return tf.zeros(shape, x.dtype as 'float32');
  const numbers = x.dtype === 'bool' ? tf.cast(x, 'int32') : x;
  const flat = tf.reshape(numbers, [before, x.shape[axis] ?? 1, after]);
  const picked = tf.gather(flat, tf.tensor1d([...indices], 'int32'), 1);
  return tf.cast(tf.reshape(picked, shape), x.dtype);
}
