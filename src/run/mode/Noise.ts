import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { Random } from '../samples/Random.ts';

/**
 * What is random in one call of one node: every draw is a stream of its own, named by the seed, the node and how many draws
 * came before it, so that a run can be repeated on any machine and backend. It is not TensorFlow's stream: with the same
 * seed Keras drops other values, in the same share and scaled the same way.
 */
export class Noise {
  readonly #seed: number;
  readonly #node: string;
  #draws = 0;

  constructor(seed: number, node: string) {
    this.#seed = seed;
    this.#node = node;
  }

  /** Uniform in [0, 1). */
  uniform(shape: readonly number[]): tf.Tensor {
    return this.#fill(shape, (random) => random.uniform());
  }

  /** Normal of a mean and a deviation. */
  normal(shape: readonly number[], mean: number, deviation: number): tf.Tensor {
    return this.#fill(shape, (random) => mean + deviation * random.normal());
  }

  #fill(shape: readonly number[], draw: (random: Random) => number): tf.Tensor {
    const random = new Random(this.#seed, `${this.#node}\n${this.#draws++}`);
    const size = shape.reduce((product, length) => product * length, 1);
    return tf.tensor(
      Float32Array.from({ length: size }, () => draw(random)),
      [...shape],
      'float32',
    );
  }

  /**
   * Zero where a draw is below the rate, the rest divided by what is kept (`tf.nn.experimental.stateless_dropout`). `shape`
   * is that of the draws, which are laid along its axes of size 1.
   */
  dropout(x: tf.Tensor, rate: number, { shape = x.shape, round = (y) => y }: DropoutOptions = {}): tf.Tensor {
    if (x.dtype !== 'float32') throw new RunStop(`Its input is ${x.dtype}, which it cannot drop values of.`);
    if (rate === 0) return x;
    if (rate === 1) return tf.zerosLike(x);
    const fits = shape.length === x.rank && shape.every((size, i) => size === 1 || size === x.shape[i]);
    if (!fits)
      throw new RunStop(
        `Its noise_shape ${shape.join(' × ')} does not fit an input of ${x.shape.join(' × ')}.`,
      );
    const kept = tf.greaterEqual(this.uniform(shape), rate);
    return select(kept, round(tf.mul(x, round(tf.scalar(1 / (1 - rate))))), tf.zerosLike(x));
  }
}

/** How values are dropped. */
export interface DropoutOptions {
  readonly shape?: readonly number[];
  readonly round?: (x: tf.Tensor) => tf.Tensor;
}
