import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { minus, plus, times } from '../operations/exact.ts';
import { select } from '../ops/anyRank.ts';
import { toFloat, truths } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import { inputsOf, onlyKnownArguments } from './callArguments.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { axisWithin, flag } from './options.ts';
import { unmasked } from './simple.ts';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Masks = readonly (tf.Tensor | null)[];

/**
 * How masks of several inputs become one (`keras/src/layers/merging/base_merge.py`). Keras 2: all must agree, unmasked
 * inputs do not count. Up to 3.3 Keras 3 looks for a mask on the list of inputs and finds none. Since 3.4 one is enough,
 * and an unmasked input ends the mask.
 */
type MaskEra = 'and' | 'none' | 'or';

function eraOf(call: KernelCall, masks: Masks): MaskEra {
  if (masks.every((mask) => mask === null)) return 'and';
  const { version } = call;
  if (version === null)
    throw new RunStop(
      'How masks merge depends on the Keras version, and the file does not say which wrote it.',
    );
  if (version.generation < 3) return 'and';
  return version.minor < 4 ? 'none' : 'or';
}

function mergeMasks(masks: Masks, era: MaskEra): tf.Tensor | null {
  const present = masks.filter((mask) => mask !== null);
  const [first, ...rest] = present;
  if (first === undefined || (era === 'or' && present.length < masks.length)) return null;
  const join = era === 'or' ? tf.logicalOr : tf.logicalAnd;
  return rest.reduce<tf.Tensor>((merged, mask) => join(merged, mask), first);
}

/** Inputs of lower rank get axes of size 1 after the batch axis, as Keras does; ranks 0 and 1 are left to broadcasting. */
function alignRanks(tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const rank = Math.max(...tensors.map((x) => x.rank));
  return tensors.map((x) => {
    const [batch = 1, ...rest] = x.shape;
    return tf.reshape(x, [batch, ...new Array<number>(rank - x.rank).fill(1), ...rest]);
  });
}

function entry(call: KernelCall) {
  onlyKnownArguments(call, ['inputs', 'training']);
  const inputs = inputsOf(call);
  if (call.className !== 'Concatenate' && inputs.some(({ tensor }) => tensor.dtype === 'bool'))
    throw new RunStop('It merges booleans, which is not supported.');
  const own = inputs.map((input) => input.mask);
  const era = eraOf(call, own);
  return {
    tensors: inputs.map((input) => input.tensor),
    masks: era === 'none' ? own.map(() => null) : own,
    era,
  };
}

/** A mask over all of an input; Keras refuses one that does not reach to the last axis but one. */
function along(mask: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const lead = mask.shape.every((size, i) => size === 1 || size === x.shape[i]);
  if (mask.rank !== x.rank - 1 || !lead)
    throw new RunStop(`A mask of shape ${mask.shape.join(' × ')} does not fit ${x.shape.join(' × ')}.`);
  return tf.logicalAnd(tf.expandDims(mask, -1), truths(x));
}

const fold =
  (combine: Binary, finish: (x: tf.Tensor, count: number) => tf.Tensor = (x) => x): Kernel =>
  (call) => {
    const { tensors, masks, era } = entry(call);
    const sum = alignRanks(tensors).reduce((total, x) => combine(total, x));
    return [{ tensor: finish(sum, tensors.length), mask: mergeMasks(masks, era) }];
  };

/** Inputs that are given new axes lose their masks on the way: what they held is merged as if unmasked. */
function aligned(tensors: readonly tf.Tensor[], masks: Masks) {
  const same = alignRanks(tensors);
  const wide = same.map((x, i) => {
    const mask = tensors[i]?.rank === x.rank ? (masks[i] ?? null) : null;
    return mask === null ? null : along(mask, x);
  });
  return { same, wide };
}

/** Multiply: since 3.4 masked places count as 1, and as 0 where every input is masked. */
function multiply(call: KernelCall): Value[] {
  const { tensors, masks, era } = entry(call);
  const merged = mergeMasks(masks, era);
  if (era !== 'or') return [{ tensor: alignRanks(tensors).reduce((a, b) => times(a, b)), mask: merged }];
  const { same, wide } = aligned(tensors, masks);
  const filled = same.map((x, i) => (wide[i] ? select(wide[i], x, tf.onesLike(x)) : x));
  const product = filled.reduce((a, b) => times(a, b));
  const kept = mergeMasks(wide, era);
  if (kept === null) return [{ tensor: product, mask: merged }];
  return [{ tensor: select(kept, product, tf.zerosLike(product)), mask: tf.any(kept, -1) }];
}

/** Maximum and Minimum: since 3.4 a masked place takes the other input's value. */
const extreme =
  (combine: Binary): Kernel =>
  (call) => {
    const { tensors, masks, era } = entry(call);
    const merged = mergeMasks(masks, era);
    if (era !== 'or') return [{ tensor: alignRanks(tensors).reduce((a, b) => combine(a, b)), mask: merged }];
    const { same, wide } = aligned(tensors, masks);
    const { output, kept } = maskedExtreme(combine, same, wide);
    return [{ tensor: output, mask: kept === null ? merged : tf.any(kept, -1) }];
  };

function maskedExtreme(combine: Binary, tensors: readonly tf.Tensor[], wide: Masks) {
  let output = tensors[0] as tf.Tensor;
  let kept = wide[0] ?? null;
  tensors.slice(1).forEach((next, i) => {
    const mask = wide[i + 1] ?? null;
    const other = mask === null ? next : select(mask, next, output);
    const mine = kept === null ? output : select(kept, output, other);
    kept = mask !== null && kept !== null ? tf.logicalOr(kept, mask) : null;
    output = combine(mine, other);
  });
  return { output, kept };
}

function concatenate(call: KernelCall): Value[] {
  const { tensors, masks, era } = entry(call);
  const rank = tensors[0]?.rank ?? 0;
  if (tensors.some((x) => x.rank !== rank)) throw new RunStop('Its inputs have different ranks.');
  const axis = axisWithin(call.options.axis ?? -1, 'axis', rank);
  const dtype = tensors.some((x) => x.dtype === 'float32') ? 'float32' : (tensors[0]?.dtype ?? 'float32');
  const tensor = tf.concat(
    tensors.map((x) => tf.cast(x, dtype)),
    axis,
  );
  if (masks.every((mask) => mask === null)) return [unmasked(tensor)];
  const parts = tensors.map((x, i) => maskPart(x, masks[i] ?? null));
  const joined = tf.concat(
    parts.map((part) => tf.cast(part, 'int32')),
    axis,
  );
  const reduce = era === 'or' ? tf.any : tf.all;
  return [{ tensor, mask: reduce(tf.cast(joined, 'bool'), -1) }];
}

function maskPart(x: tf.Tensor, mask: tf.Tensor | null): tf.Tensor {
  if (mask === null) return truths(x);
  return mask.rank < x.rank ? along(mask, x) : mask;
}

const normalised = (x: tf.Tensor, axis: number): tf.Tensor =>
  tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x), axis, true), 1e-12)));

/** Batched dot product over one axis of each input. */
function dot(call: KernelCall): Value[] {
  const { tensors } = entry(call);
  const [x, y] = tensors.map(toFloat);
  if (x === undefined || y === undefined || tensors.length !== 2)
    throw new RunStop(`It is called with ${tensors.length} inputs where it takes two.`);
  const stated = call.options.axes;
  const [a, b] = isArray(stated) ? stated : [stated, stated];
  const axisX = axisWithin(a ?? null, 'axes', x.rank);
  const axisY = axisWithin(b ?? null, 'axes', y.rank);
  if (axisX === 0 || axisY === 0) throw new RunStop('Its option axes names the batch axis.');
  const scale = flag(call.options, 'normalize');
  return [
    unmasked(batchDot(scale ? normalised(x, axisX) : x, scale ? normalised(y, axisY) : y, axisX, axisY)),
  ];
}

function batchDot(x: tf.Tensor, y: tf.Tensor, axisX: number, axisY: number): tf.Tensor {
  const restX = [...Array(x.rank).keys()].filter((axis) => axis !== 0 && axis !== axisX);
  const restY = [...Array(y.rank).keys()].filter((axis) => axis !== 0 && axis !== axisY);
  const sizes = (t: tf.Tensor, axes: readonly number[]) => axes.map((axis) => t.shape[axis] ?? 1);
  const product = (list: readonly number[]) => list.reduce((n, size) => n * size, 1);
  const [batch = 1] = x.shape;
  if (x.shape[axisX] !== y.shape[axisY])
    throw new RunStop(`Its inputs have ${x.shape[axisX]} and ${y.shape[axisY]} entries along its axes.`);
  const common = x.shape[axisX] ?? 1;
  const left = tf.reshape(tf.transpose(x, [0, ...restX, axisX]), [batch, product(sizes(x, restX)), common]);
  const right = tf.reshape(tf.transpose(y, [0, axisY, ...restY]), [batch, common, product(sizes(y, restY))]);
  const shape = [batch, ...sizes(x, restX), ...sizes(y, restY)];
  return tf.reshape(tf.matMul(left, right), shape.length === 1 ? [batch, 1] : shape);
}

/** Layers that merge several inputs. */
export const MERGING: KernelTable = {
  Add: fold(plus),
  Subtract: (call) => {
    if (inputsOf(call).length !== 2) throw new RunStop('It subtracts exactly two inputs.');
    return fold(minus)(call);
  },
  Average: fold(plus, (sum, count) => tf.div(sum, count)),
  Multiply: multiply,
  Maximum: extreme(tf.maximum),
  Minimum: extreme(tf.minimum),
  Concatenate: concatenate,
  Dot: dot,
};
