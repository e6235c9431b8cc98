import * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import type { Precision } from './Precision.ts';
import { roundNumber } from './roundTo.ts';

/**
 * A product of matrices before it is rounded. TensorFlow up to 2.15, and so Keras 2, adds up float16 products in float16, one
 * after the other; found equal for rows of up to 1,000. Later ones add up in float32, and bfloat16 always did.
 */
export function halfMatMul(
  a: tf.Tensor,
  b: tf.Tensor,
  { type }: Precision,
  version: KerasVersion | null,
): tf.Tensor {
  const stepwise = type === 'float16' && version?.generation === 2 && version.minor <= 15;
  return stepwise ? addedInHalf(a, b) : tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D);
}

function addedInHalf(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [rows = 0, inner = 0] = a.shape;
  const columns = b.shape[1] ?? 0;
  const [left, right] = [a.dataSync(), b.dataSync()] as [Float32Array, Float32Array];
  const sums = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < inner; i++) {
      const factor = left[row * inner + i] as number;
      for (let column = 0; column < columns; column++) {
        const product = roundNumber(factor * (right[i * columns + column] as number), 'float16');
        const at = row * columns + column;
        sums[at] = roundNumber((sums[at] as number) + product, 'float16');
      }
    }
  return tf.tensor(sums, [rows, columns], 'float32');
}
