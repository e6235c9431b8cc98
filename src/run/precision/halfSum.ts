import * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import type { HalfType } from './HalfType.ts';
import type { Precision } from './Precision.ts';
import { roundNumber } from './roundTo.ts';

/** Numbers of 16 bits that fill a register of the processors that TensorFlow's wheels are built for (AVX). */
const LANES = 8;

/** Registers in the longest row that is added up as it is; longer ones are halved first (`LeafSize` of Eigen). */
const LEAF: Readonly<Record<HalfType, number>> = { float16: 200, bfloat16: 128 };

/** A sum over neighbouring axes, rounded once; float16 is added up in float16. */
export function halfSum(x: tf.Tensor, axes: number[], keepDims: boolean, precision: Precision): tf.Tensor {
  return precision.type === 'float16'
    ? addedInHalf(x, axes, keepDims, precision.type)
    : precision.round(tf.sum(x, axes, keepDims));
}

/**
 * A mean over neighbouring axes. Keras 3 computes it in float32 (`keras/src/backend/tensorflow/numpy.py`), Keras 2 in the type of
 * the layer, bfloat16 too; the count is a 16-bit number then.
 */
export function halfMean(
  x: tf.Tensor,
  axes: number[],
  keepDims: boolean,
  precision: Precision,
  version: KerasVersion | null,
): tf.Tensor {
  const { type } = precision;
  if (type === null || version?.generation !== 2) return tf.mean(x, axes, keepDims);
  const count = sizeOf(axes.map((axis) => x.shape[axis] ?? 1));
  return tf.div(addedInHalf(x, axes, keepDims, type), roundNumber(count, type));
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/**
 * A sum with every partial sum rounded, in the order of Eigen's vector code (`TensorReduction.h`, `InnerMostDimPreserver` and
 * `InnerMostDimReducer`). Found equal, bit by bit, for 1 to 1,280 channels of 9 to 1,640 numbers.
 */
export function addedInHalf(
  x: tf.Tensor,
  axes: readonly number[],
  keepDims: boolean,
  type: HalfType,
): tf.Tensor {
  const [first = 0, last = first] = [axes[0], axes.at(-1)];
  const outer = sizeOf(x.shape.slice(0, first));
  const count = sizeOf(x.shape.slice(first, last + 1));
  const inner = sizeOf(x.shape.slice(last + 1));
  const adder = new Adder(x.dataSync() as Float32Array, type);
  const sums = Float32Array.from({ length: outer * inner }, (_, i) => {
    const channel = i % inner;
    const start = (i - channel) * count + channel;
    if (inner === 1) return adder.row(start, count);
    const order = inRegister(i, channel, inner, outer * inner) ? 'fourfold' : 'inOrder';
    return adder[order](start, inner, count);
  });
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  return tf.tensor(sums, keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis)), 'float32');
}

/** Whether the register that result `i` of `all` falls into is filled by channels of one row. */
function inRegister(i: number, channel: number, inner: number, all: number): boolean {
  const lane = i % LANES;
  return channel >= lane && channel - lane + LANES <= inner && i - lane + LANES <= all;
}

/** Adds up values in one of Eigen's orders, rounding after every step. */
class Adder {
  private readonly values: Float32Array;
  private readonly type: HalfType;

  constructor(values: Float32Array, type: HalfType) {
    this.values = values;
    this.type = type;
  }

  /** One after the other, onto `sum`. */
  inOrder(start: number, stride: number, count: number, sum = 0): number {
    let all = sum;
    for (let i = 0; i < count; i++) all = this.add(all, this.values[start + i * stride] as number);
    return all;
  }

  /** Every fourth onto a sum of its own, and the four together, when there are sixteen or more; the rest in order. */
  fourfold(start: number, stride: number, count: number): number {
    const quarter = count < 16 ? 0 : Math.floor(count / 4);
    const rest = 4 * quarter;
    return this.inOrder(start + rest * stride, stride, count - rest, this.quarters(start, stride, quarter));
  }

  /** Numbers that lie side by side: in halves, then by registers, whose lanes come together at the end. */
  row(start: number, count: number): number {
    if (count <= LANES * LEAF[this.type]) return this.shortRow(start, count);
    const middle = LANES * Math.ceil((start + Math.ceil(count / 2)) / LANES);
    const left = Math.min(middle - start, count);
    const sum = this.add(0, this.row(start, left));
    return left < count ? this.add(sum, this.row(middle, count - left)) : sum;
  }

  private shortRow(start: number, count: number): number {
    const quarter = Math.floor(count / (4 * LANES));
    const [fours, whole] = [4 * LANES * quarter, LANES * Math.floor(count / LANES)];
    const lanes = Array.from({ length: LANES }, (_, lane) => {
      const parts = [0, 1, 2, 3].map((k) => this.inOrder(start + k * LANES + lane, 4 * LANES, quarter));
      const sum = parts.reduce((all, part) => this.add(all, part));
      return this.inOrder(start + fours + lane, LANES, (whole - fours) / LANES, sum);
    });
    const tail = this.inOrder(start + whole, 1, count - whole);
    return this.add(tail, roundNumber(pairwise(lanes), this.type));
  }

  private quarters(start: number, stride: number, quarter: number): number {
    return [0, 1, 2, 3]
      .map((k) => this.inOrder(start + k * stride, 4 * stride, quarter))
      .reduce((all, part) => this.add(all, part));
  }

  private add(a: number, b: number): number {
    return roundNumber(a + b, this.type);
  }
}

/** The lanes of a register, added up in float32: halves onto each other until one is left. */
function pairwise(lanes: readonly number[]): number {
  if (lanes.length === 1) return lanes[0] as number;
  const half = lanes.length / 2;
  return pairwise(lanes.slice(0, half).map((lane, i) => Math.fround(lane + (lanes[half + i] as number))));
}
