import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import { inputOf, isTraining, onlyKnownArguments, passedMask } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { choice, numeric } from './options.ts';
import { rankMustBe } from './shapes.ts';

/** Computes in training mode with a rate or deviation above zero. */
type Acts = (x: tf.Tensor, strength: number, call: KernelCall) => tf.Tensor;

/** A layer that hands on its input unless it trains. */
const inTraining =
  (option: string, acts: Acts): Kernel =>
  (call) => {
    onlyKnownArguments(call, ['inputs', 'training', 'mask']);
    const input = inputOf(call);
    const mask = passedMask(call, input);
    if (!isTraining(call)) return [{ tensor: input.tensor, mask }];
    const strength = numeric(call.options, option);
    if (strength < 0 || (option === 'rate' && strength > 1))
      throw new RunStop(`Its option ${option} = ${strength} is nothing that Keras takes.`);
    if (strength === 0) return [{ tensor: input.tensor, mask }];
    if (input.tensor.dtype !== 'float32')
      throw new RunStop(
        `Its input is ${input.tensor.dtype}: what it makes of that in training is not known here.`,
      );
    return [{ tensor: acts(input.tensor, strength, call), mask }];
  };

/** Rate 1 drops everything in Keras 3.15; in Keras 2 and up to 3.8 TensorFlow refuses it. */
function refuseAll(rate: number, call: KernelCall): void {
  const drops = generationOf(call) === 3 && (call.version?.minor ?? 0) >= 15;
  if (rate === 1 && !drops)
    throw new RunStop('Its option rate = 1 is not known to work in training mode in this Keras.');
}

/** The shape of the draws: `noise_shape`, where None takes the size of the input. */
function noiseShape(x: tf.Tensor, call: KernelCall): readonly number[] {
  const stated = call.options.noise_shape ?? null;
  if (stated === null) return x.shape;
  if (!isArray(stated) || !stated.every((size) => size === null || Number.isInteger(size)))
    throw new RunStop(`Its option noise_shape = ${JSON.stringify(stated)} is not supported.`);
  return stated.map((size, i) => (size === null ? (x.shape[i] ?? 1) : Number(size)));
}

const dropout: Acts = (x, rate, call) => {
  refuseAll(rate, call);
  return call.noise.dropout(x, rate, { shape: noiseShape(x, call), round: call.precision.round });
};

/** Drops whole channels (`keras/src/layers/regularization/spatial_dropout.py`). */
const spatialDropout =
  (rank: number): Acts =>
  (x, rate, call) => {
    rankMustBe(x, rank + 2);
    refuseAll(rate, call);
    const layouts = ['channels_last', 'channels_first'] as const;
    const first = rank > 1 && choice(call.options, 'data_format', layouts) === 'channels_first';
    const channels = first ? 1 : rank + 1;
    const shape = x.shape.map((size, axis) => (axis === 0 || axis === channels ? size : 1));
    return call.noise.dropout(x, rate, { shape, round: call.precision.round });
  };

const ALPHA = -1.6732632423543772 * 1.0507009873554805;

/**
 * Sets values to where SELU ends, then shifts and scales so that mean and variance stay
 * (`keras/src/layers/regularization/alpha_dropout.py`). In Keras 2 a rate of 1 does nothing, Keras 3 divides by zero.
 */
const alphaDropout: Acts = (x, rate, call) => {
  if (rate === 1) return refusedByDivision(x, call);
  const shape = noiseShape(x, call);
  const fits = shape.length === x.rank && shape.every((size, i) => size === 1 || size === x.shape[i]);
  if (!fits)
    throw new RunStop(
      `Its noise_shape ${shape.join(' × ')} does not fit an input of ${x.shape.join(' × ')}.`,
    );
  const { round } = call.precision;
  const kept = tf.cast(tf.greaterEqual(call.noise.uniform(shape), rate), 'float32');
  const a = ((1 - rate) * (1 + rate * ALPHA ** 2)) ** -0.5;
  const b = -a * ALPHA * rate;
  const scalar = (value: number) => round(tf.scalar(value));
  const ends = round(tf.mul(scalar(ALPHA), tf.sub(1, kept)));
  const chosen = round(tf.add(tf.mul(x, kept), ends));
  return round(tf.add(round(tf.mul(scalar(a), chosen)), scalar(b)));
};

function refusedByDivision(x: tf.Tensor, call: KernelCall): tf.Tensor {
  if (generationOf(call) === 2) return x;
  throw new RunStop('Its option rate = 1 divides by zero in training mode: Keras 3 refuses it.');
}

/** Multiplies by normal numbers around one, of variance rate / (1 − rate). */
const gaussianDropout: Acts = (x, rate, call) => {
  if (rate === 1) return refusedByDivision(x, call);
  const { round } = call.precision;
  return tf.mul(x, round(call.noise.normal(x.shape, 1, Math.sqrt(rate / (1 - rate)))));
};

const gaussianNoise: Acts = (x, deviation, call) =>
  tf.add(x, call.precision.round(call.noise.normal(x.shape, 0, deviation)));

/** Layers that do nothing but in training mode, where they are random. */
export const DROPOUT: KernelTable = {
  Dropout: inTraining('rate', dropout),
  SpatialDropout1D: inTraining('rate', spatialDropout(1)),
  SpatialDropout2D: inTraining('rate', spatialDropout(2)),
  SpatialDropout3D: inTraining('rate', spatialDropout(3)),
  AlphaDropout: inTraining('rate', alphaDropout),
  GaussianDropout: inTraining('rate', gaussianDropout),
  GaussianNoise: inTraining('stddev', gaussianNoise),
};
