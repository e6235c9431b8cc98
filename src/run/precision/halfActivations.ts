import * as tf from '@tensorflow/tfjs-core';
import { clip } from '../ops/elementary.ts';
import { halfSoftmax } from './halfSoftmax.ts';
import type { Precision } from './Precision.ts';

type Round = (x: tf.Tensor) => tf.Tensor;
type HalfActivation = (x: tf.Tensor, round: Round) => tf.Tensor;

/**
 * `e / (1 + e)` with every step rounded, 1 where `e` is infinite: what TensorFlow's processors compute in 16 bits (Eigen's
 * `scalar_logistic_op`). Found equal on 100,000 values of each type.
 */
function sigmoid(x: tf.Tensor, round: Round): tf.Tensor {
  const power = round(tf.exp(x));
  const share = round(tf.div(power, round(tf.add(1, power))));
  return tf.where(tf.isInf(power), tf.onesLike(share), share);
}

const hardSigmoid3: HalfActivation = (x, round) => tf.div(clip(round(tf.add(x, 3)), 0, 6), 6);

const hardSigmoid2: HalfActivation = (x, round) => {
  const share = round(tf.mul(x, round(tf.scalar(0.2))));
  return clip(round(tf.add(share, 0.5)), 0, 1);
};

const silu: HalfActivation = (x, round) => tf.mul(x, sigmoid(x, round));

const EITHER: Readonly<Record<string, HalfActivation>> = { sigmoid, silu, swish: silu };

/**
 * An activation whose steps TensorFlow rounds one by one, for a layer that computes in 16 bits; `null` where only the end is
 * rounded, and in float32.
 */
export function halfActivationOf(
  name: string,
  { type, round }: Precision,
  generation: number | undefined,
): ((x: tf.Tensor) => tf.Tensor) | null {
  if (type === null) return null;
  if (name === 'softmax') return (x) => halfSoftmax(x, type, generation);
  const hard = generation === 3 ? hardSigmoid3 : hardSigmoid2;
  const compute = name === 'hard_sigmoid' && generation !== undefined ? hard : EITHER[name];
  return compute === undefined || (name !== 'hard_sigmoid' && !Object.hasOwn(EITHER, name))
    ? null
    : (x) => compute(x, round);
}
