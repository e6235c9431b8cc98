import * as tf from '@tensorflow/tfjs-core';
import { isArray, isObject, type Json } from '../../model/index.ts';
import { repeatAxis, reshapeTo } from '../kernels/reshaping.ts';
import { padAny, pickAxis, reverseAxis, select, sliceAxis, spread } from '../ops/anyRank.ts';
import { toBool } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { takeItem } from './takeItem.ts';

/** Joined tensors get the widest type among them. */
function joined(tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const types = new Set(tensors.map((x) => x.dtype));
  if (types.size <= 1) return [...tensors];
  return tensors.map((x) => tf.cast(x, types.has('float32') ? 'float32' : 'int32'));
}

function concatenate(call: OperationCall): tf.Tensor {
  const tensors = joined(call.tensors('xs'));
  return tf.concat(tensors, call.axis('axis', tensors[0]?.rank ?? 0, 0));
}

function stack(call: OperationCall): tf.Tensor {
  const tensors = joined(call.tensors('x'));
  return tf.stack(tensors, call.axis('axis', (tensors[0]?.rank ?? 0) + 1, 0));
}

const TYPES: Readonly<Record<string, 'float32' | 'int32' | 'bool'>> = {
  float16: 'float32',
  bfloat16: 'float32',
  float32: 'float32',
  int32: 'int32',
  int64: 'int32',
  bool: 'bool',
};

/** Float types narrower than float32 are computed in float32, as layers are. */
function cast(call: OperationCall): tf.Tensor {
  const name = String(call.json('dtype'));
  const type = TYPES[name];
  if (type === undefined) throw new RunStop(`A cast to ${name} is not supported.`);
  return type === 'bool' ? toBool(call.tensor('x')) : tf.cast(call.tensor('x'), type);
}

function squeeze(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  return call.raw('axis') === null ? tf.squeeze(x) : tf.squeeze(x, call.axes('axis', x.rank));
}

function expandDims(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const axes = call
    .wholes('axis')
    .map((axis) => (axis < 0 ? axis + x.rank + call.wholes('axis').length : axis));
  return axes.sort((a, b) => a - b).reduce((wide, axis) => tf.expandDims(wide, axis), x);
}

function transpose(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  return call.raw('axes') === null ? tf.transpose(x) : tf.transpose(x, call.axes('axes', x.rank));
}

function swapAxes(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const [a, b] = [call.axis('axis1', x.rank), call.axis('axis2', x.rank)];
  return tf.transpose(
    x,
    [...Array(x.rank).keys()].map((axis) => (axis === a ? b : axis === b ? a : axis)),
  );
}

function moveAxis(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const from = call.axes('source', x.rank);
  const to = call.axes('destination', x.rank);
  const order = [...Array(x.rank).keys()].filter((axis) => !from.includes(axis));
  const moves = to.map((place, i) => [place, from[i] ?? 0] as const).sort(([a], [b]) => a - b);
  for (const [place, axis] of moves) order.splice(place, 0, axis);
  return tf.transpose(x, order);
}

function split(call: OperationCall): tf.Tensor[] {
  const x = call.tensor('x');
  const axis = call.axis('axis', x.rank, 0);
  const size = x.shape[axis] ?? 0;
  const stated = call.json('indices_or_sections');
  if (!isArray(stated)) {
    const parts = call.whole('indices_or_sections');
    if (size % parts !== 0) throw new RunStop(`An axis of ${size} cannot be split into ${parts}.`);
    return tf.split(x, parts, axis);
  }
  const cuts = [0, ...call.wholes('indices_or_sections'), size];
  return cuts.slice(1).map((to, i) => sliceAxis(x, axis, cuts[i] ?? 0, to));
}

function take(call: OperationCall): tf.Tensor {
  const whole = call.tensor('x');
  const flat = call.raw('axis') === null;
  const x = flat ? tf.reshape(whole, [-1]) : whole;
  const axis = flat ? 0 : call.axis('axis', x.rank);
  const size = x.shape[axis] ?? 0;
  const stated = tf.cast(call.tensor('indices'), 'int32');
  const indices = select(tf.less(stated, 0), tf.add(stated, tf.scalar(size, 'int32')), stated);
  const values = indices.dataSync();
  if (values.some((i) => i < 0 || i >= size)) throw new RunStop(`It takes an entry outside 0…${size - 1}.`);
  const taken = pickAxis(x, axis, [...values]);
  return tf.reshape(taken, [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]);
}

function pad(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  if (call.json('mode', 'constant') !== 'constant') throw new RunStop('Only constant padding is supported.');
  const stated = call.json('pad_width');
  const list = isArray(stated) ? stated : [stated];
  const pair = (item: Json): [number, number] => {
    const [a, b] = isArray(item) ? item : [item, item];
    if (!Number.isInteger(a) || !Number.isInteger(b)) throw new RunStop('Its pad_width is not supported.');
    return [Number(a), Number(b)];
  };
  const alone = list.length === 1 || (list.length === 2 && !isArray(list[0]) && x.rank !== 2);
  const sides = alone
    ? x.shape.map(() => pair(list.length === 2 ? list : (list[0] as Json)))
    : list.map(pair);
  if (sides.length !== x.rank) throw new RunStop('Its pad_width does not fit the input.');
  return padAny(x, sides, call.number('constant_values', 0));
}

function reshape(call: OperationCall): tf.Tensor {
  return reshapeTo(
    call.tensor('x'),
    [],
    call.wholes('newshape').map((n) => n ?? -1),
  );
}

function repeat(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const flat = call.raw('axis') === null;
  return repeatAxis(
    flat ? tf.reshape(x, [-1]) : x,
    flat ? 0 : call.axis('axis', x.rank),
    call.whole('repeats'),
  );
}

function tile(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const times = call.wholes('repeats');
  const rank = Math.max(x.rank, times.length);
  const shape = [...new Array<number>(rank - x.rank).fill(1), ...x.shape];
  const full = [...new Array<number>(rank - times.length).fill(1), ...times];
  return tf.tile(tf.reshape(x, shape), full);
}

function flip(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  return call.axes('axis', x.rank).reduce((turned, axis) => reverseAxis(turned, axis), x);
}

function oneHot(call: OperationCall): tf.Tensor {
  const x = tf.cast(call.tensor('x'), 'int32');
  if (call.whole('axis', -1) !== -1) throw new RunStop('Its axis is not supported.');
  return tf.cast(tf.oneHot(x, call.whole('num_classes')), 'float32');
}

const like = (value: number): Operation =>
  operation(['x', 'dtype'], (call) => tf.fill(call.tensor('x').shape, value));

/** A shape argument may hold the batch size as a tensor; only constants are followed. */
function broadcastTo(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const shape = call.json('shape');
  if (!isArray(shape) || isObject(shape)) throw new RunStop('Its shape is not supported.');
  return spread(x, call.wholes('shape'));
}

/** Operators that move values about, join and cut. */
export const STRUCTURE: Readonly<Record<string, Operation>> = {
  Concatenate: operation(['xs', 'axis'], concatenate),
  Stack: operation(['x', 'axis'], stack),
  Cast: operation(['x', 'dtype'], cast),
  Squeeze: operation(['x', 'axis'], squeeze),
  ExpandDims: operation(['x', 'axis'], expandDims),
  Transpose: operation(['x', 'axes'], transpose),
  Swapaxes: operation(['x', 'axis1', 'axis2'], swapAxes),
  Moveaxis: operation(['x', 'source', 'destination'], moveAxis),
  Split: operation(['x', 'indices_or_sections', 'axis'], split),
  Take: operation(['x', 'indices', 'axis'], take),
  Pad: operation(['x', 'pad_width', 'mode', 'constant_values'], pad),
  Reshape: operation(['x', 'newshape'], reshape),
  Ravel: operation(['x'], (call) => tf.reshape(call.tensor('x'), [-1])),
  Repeat: operation(['x', 'repeats', 'axis'], repeat),
  Tile: operation(['x', 'repeats'], tile),
  Flip: operation(['x', 'axis'], flip),
  OneHot: operation(['x', 'num_classes', 'axis', 'dtype'], oneHot),
  OnesLike: like(1),
  ZerosLike: like(0),
  BroadcastTo: operation(['x', 'shape'], broadcastTo),
  GetItem: operation(['x', 'key'], (call) => takeItem(call.tensor('x'), call.json('key'))),
  StopGradient: operation(['variable'], (call) => call.tensor('variable')),
};
