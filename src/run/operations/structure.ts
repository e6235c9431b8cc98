import * as tf from '@tensorflow/tfjs-core';
import { reshapeTo } from '../kernels/reshaping.ts';
import { pickAxis, reverseAxis, spread } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { castTo } from './casting.ts';
import type { NumberType } from './HostArray.ts';
import { onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { takeItem } from './takeItem.ts';

function squeeze(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const axes =
    call.raw('axis') === null
      ? x.shape.flatMap((size, axis) => (size === 1 ? [axis] : []))
      : call.axes('axis', x.rank);
  if (axes.some((axis) => x.shape[axis] !== 1))
    throw new RunStop('It drops an axis that holds several values.');
  return tf.reshape(
    x,
    x.shape.filter((_, axis) => !axes.includes(axis)),
  );
}

function expandDims(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const count = call.wholes('axis').length;
  const axes = call.axes('axis', x.rank + count).sort((a, b) => a - b);
  const shape = [...x.shape];
  for (const axis of axes) shape.splice(axis, 0, 1);
  return tf.reshape(x, shape);
}

/** Another order of axes, at any type. */
export function reorder(x: tf.Tensor, order: readonly number[]): tf.Tensor {
  if (new Set(order).size !== x.rank || order.length !== x.rank)
    throw new RunStop(`Its axes ${order.join(', ')} do not name each of ${x.rank} once.`);
  return onNumbers(x, (numbers) => tf.transpose(numbers, [...order]));
}

function transpose(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const backwards = [...Array(x.rank).keys()].reverse();
  const stated = call.raw('axes') === null ? [] : call.sizes('axes');
  return reorder(
    x,
    stated.length === 0 ? backwards : stated.map((axis) => (axis < 0 ? axis + x.rank : axis)),
  );
}

function swapAxes(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const [a, b] = [call.axis('axis1', x.rank), call.axis('axis2', x.rank)];
  return reorder(
    x,
    [...Array(x.rank).keys()].map((axis) => (axis === a ? b : axis === b ? a : axis)),
  );
}

function moveAxis(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const from = call.axes('source', x.rank);
  const to = call.axes('destination', x.rank);
  if (from.length !== to.length) throw new RunStop('It moves more axes than it has places for.');
  const order = [...Array(x.rank).keys()].filter((axis) => !from.includes(axis));
  const moves = to.map((place, i) => [place, from[i] ?? 0] as const).sort(([a], [b]) => a - b);
  for (const [place, axis] of moves) order.splice(place, 0, axis);
  return reorder(x, order);
}

function flip(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  return call.axes('axis', x.rank).reduce((turned, axis) => reverseAxis(turned, axis), x);
}

const flipOn = (axis: number): Operation =>
  operation(['x'], (call) => {
    const x = call.tensor('x');
    if (x.rank <= axis) throw new RunStop(`It turns axis ${axis} of ${x.rank}.`);
    return reverseAxis(x, axis);
  });

/** A quarter turn takes the first axis to the second. */
function rot90(call: OperationCall): tf.Tensor {
  const x = call.tensor('array');
  const [first = 0, second = 1] = call.raw('axes') === null ? [0, 1] : call.axes('axes', x.rank);
  if (first === second || x.rank < 2) throw new RunStop('It turns one axis into itself.');
  const turns = ((call.whole('k', 1) % 4) + 4) % 4;
  const swapped = [...Array(x.rank).keys()].map((axis) =>
    axis === first ? second : axis === second ? first : axis,
  );
  if (turns === 2 && x.shape[first] !== x.shape[second])
    throw new RunStop(
      'It turns a rectangle by half, which TensorFlow does wrongly and other backends rightly.',
    );
  let turned = x;
  for (let i = 0; i < turns; i++) turned = reorder(reverseAxis(turned, second), swapped);
  return turned;
}

function roll(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const shifts = call.sizes('shift');
  if (call.raw('axis') === null) {
    if (shifts.length !== 1) throw new RunStop('It rolls by several shifts and names no axes.');
    return tf.reshape(rollAxis(tf.reshape(x, [-1]), 0, shifts[0] ?? 0), x.shape);
  }
  const axes = call.axes('axis', x.rank);
  if (shifts.length !== axes.length) throw new RunStop('It rolls by more shifts than it names axes.');
  return axes.reduce((turned, axis, i) => rollAxis(turned, axis, shifts[i] ?? 0), x);
}

function rollAxis(x: tf.Tensor, axis: number, shift: number): tf.Tensor {
  const size = x.shape[axis] ?? 0;
  const places = Array.from({ length: size }, (_, i) => (((i - shift) % size) + size) % size);
  return pickAxis(x, axis, places);
}

function meshgrid(call: OperationCall): tf.Tensor[] {
  const lines = call.tensors('*x').map((x) => tf.reshape(x, [-1]));
  const matrix = call.choice('indexing', ['xy', 'ij'], 'xy') === 'ij';
  const order = lines.map((_, i) => (!matrix && lines.length > 1 && i < 2 ? 1 - i : i));
  const shape = lines.map(() => 1);
  lines.forEach((line, i) => {
    shape[order[i] ?? i] = line.size;
  });
  return lines.map((line, i) => {
    const alone = shape.map((_, axis) => (axis === order[i] ? line.size : 1));
    return onNumbers(tf.reshape(line, alone), (numbers) => spread(numbers, shape));
  });
}

const like = (value: number): Operation =>
  operation(['x', 'dtype'], (call) => {
    const x = call.tensor('x');
    const stated = call.json('dtype');
    const type = stated === null ? x.dtype : castTo(tf.scalar(0, 'bool'), String(stated)).dtype;
    return tf.fill(x.shape, value, type as 'float32');
  });

/** One value in a shape; its type is that of the tensor it fills in for. */
function fullLike(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const stated = call.json('dtype');
  const value = call.tensor('fill_value');
  if (stated === null && x.dtype !== 'float32' && value.dtype === 'float32')
    throw new RunStop(`It fills ${x.dtype} values with a fraction.`);
  const held = castTo(value, stated === null ? (x.dtype as NumberType) : String(stated));
  return onNumbers(held, (numbers) => spread(numbers, x.shape));
}

/** Operators that move values about. */
export const STRUCTURE: Readonly<Record<string, Operation>> = {
  Squeeze: operation(['x', 'axis'], squeeze),
  ExpandDims: operation(['x', 'axis'], expandDims),
  Transpose: operation(['x', 'axes'], transpose),
  Swapaxes: operation(['x', 'axis1', 'axis2'], swapAxes),
  Moveaxis: operation(['x', 'source', 'destination'], moveAxis),
  Reshape: operation(['x', 'newshape'], (call) => reshapeTo(call.tensor('x'), [], call.sizes('newshape'))),
  Ravel: operation(['x'], (call) => tf.reshape(call.tensor('x'), [-1])),
  BroadcastTo: operation(['x', 'shape'], (call) =>
    onNumbers(call.tensor('x'), (numbers) => broadcast(numbers, call.sizes('shape'))),
  ),
  Flip: operation(['x', 'axis'], flip),
  Fliplr: flipOn(1),
  Flipud: flipOn(0),
  Rot90: operation(['array', 'k', 'axes'], rot90),
  Roll: operation(['x', 'shift', 'axis'], roll),
  Meshgrid: operation(['*x', 'indexing'], meshgrid),
  OnesLike: like(1),
  ZerosLike: like(0),
  EmptyLike: like(0),
  FullLike: operation(['x', 'fill_value', 'dtype'], fullLike),
  Size: operation(['x'], (call) => tf.scalar(call.tensor('x').size, 'int32'), 'places'),
  GetItem: operation(['x', 'key'], (call) => takeItem(call.tensor('x'), call.raw('key'))),
};

/** Repeats axes of size 1; refuses shapes that do not fit. */
function broadcast(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const lead = shape.length - x.rank;
  if (lead < 0 || x.shape.some((size, axis) => size !== 1 && size !== shape[axis + lead]))
    throw new RunStop(`A shape of ${x.shape.join(' × ')} cannot become ${shape.join(' × ')}.`);
  return spread(x, shape);
}
