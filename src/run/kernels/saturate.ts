import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';

/** Types narrower than the 32 bits that whole numbers have here. */
const NARROW: readonly (readonly [string, number, number])[] = [
  ['uint8', 0, 255],
  ['int8', -128, 127],
  ['uint16', 0, 65_535],
  ['int16', -32_768, 32_767],
];

/**
 * A result rounded back to the whole numbers that it comes of (`keras/src/ops/core.py`, `_saturate_cast`). Refuses a result
 * that leaves a narrow type in which the input may have been: Keras cuts it off there.
 */
export function asWholeNumbers(result: tf.Tensor, input: tf.Tensor): tf.Tensor {
  if (result.dtype === 'int32' || result.size === 0) return tf.cast(result, 'int32');
  const whole = tf.round(result);
  const [from, to] = rangeOf(input);
  const [low, high] = rangeOf(whole);
  const left = NARROW.find(([, least, most]) => from >= least && to <= most && (low < least || high > most));
  if (left !== undefined)
    throw new RunStop(
      `It puts out ${low < left[1] ? low : high} for whole numbers that fit ${left[0]}; whether Keras cuts it off there, the run does not know.`,
    );
  return tf.cast(whole, 'int32');
}

function rangeOf(x: tf.Tensor): readonly [number, number] {
  return [tf.min(x).dataSync()[0] ?? 0, tf.max(x).dataSync()[0] ?? 0];
}
