import * as tf from '@tensorflow/tfjs-core';
import { erfc } from '../../operations/special.ts';
import type { Compute, OpCall } from './OpCall.ts';
import { placeIn } from './wholeTypes.ts';

/** Computes value by value in double precision. */
function byValue(x: tf.Tensor, compute: (value: number) => number): tf.Tensor {
  return tf.tensor(Float32Array.from(x.dataSync(), compute), x.shape, 'float32');
}

const CAST: Readonly<Record<string, (x: tf.Tensor, call: OpCall) => tf.Tensor>> = {
  DT_FLOAT: (x) => tf.cast(x, 'float32'),
  DT_BOOL: (x) => tf.notEqual(x, tf.scalar(0, x.dtype === 'bool' ? 'bool' : x.dtype)),
  DT_INT32: (x, call) => {
    if (x.dtype === 'bool' || call.wholeType('SrcT') === call.wholeType('DstT')) return tf.cast(x, 'int32');
    const checked = placeIn(call, 'DstT');
    for (const value of x.dataSync()) checked(Math.trunc(value));
    return tf.cast(x, 'int32');
  },
};

const cast: Compute = (call) => {
  const x = call.at(0);
  if (x.dtype === 'string') call.refuse('it is given text.');
  const to = CAST[call.type('DstT')];
  return to ? to(x, call) : call.refuse(`it casts to ${call.type('DstT')}.`);
};

const reversed: Compute = (call) => {
  const [x, axes] = [call.at(0), [...call.at(1).dataSync()]];
  // The kernel of wasm takes elements of four bytes.
  return x.dtype === 'bool' ? tf.cast(tf.reverse(tf.cast(x, 'int32'), axes), 'bool') : tf.reverse(x, axes);
};

const matMul: Compute = (call) => tf.matMul(call.at(0), call.at(1), call.bool('adj_x'), call.bool('adj_y'));

const roll: Compute = (call) => {
  const [shifts, axes] = [[...call.at(1).dataSync()], [...call.at(2).dataSync()]];
  return shifts.reduce((x, shift, i) => {
    const axis = ((axes[i] ?? 0) + x.rank) % x.rank;
    const size = x.shape[axis] ?? 0;
    const by = size === 0 ? 0 : ((shift % size) + size) % size;
    if (by === 0) return x;
    const [front, back] = tf.split(x, [size - by, by], axis);
    return tf.concat([back as tf.Tensor, front as tf.Tensor], axis);
  }, call.at(0));
};

const spaceToDepth: Compute = (call) => {
  const x = call.at(0);
  if (call.text('data_format') !== 'NHWC')
    call.refuse(`its layout ${call.text('data_format')} is not supported.`);
  const block = call.number('block_size');
  const [batch = 0, height = 0, width = 0, depth = 0] = x.shape;
  const parts = tf.reshape(x, [batch, height / block, block, width / block, block, depth]);
  return tf.reshape(tf.transpose(parts, [0, 1, 3, 2, 4, 5]), [
    batch,
    height / block,
    width / block,
    block * block * depth,
  ]);
};

const inverted: Compute = (call) => {
  const order = [...call.at(0).dataSync()];
  const places = new Int32Array(order.length);
  order.forEach((place, i) => {
    places[place] = i;
  });
  return tf.tensor(places, [order.length], 'int32');
};

const bucketized: Compute = (call) => {
  const x = call.at(0);
  const boundaries = call.numbers('boundaries');
  const bucket = (value: number) => boundaries.filter((boundary) => value >= Math.fround(boundary)).length;
  return tf.tensor(Int32Array.from(x.dataSync(), bucket), x.shape, 'int32');
};

/** Operations that TensorFlow.js lacks or computes wrongly on some backend. */
export const ELEMENTWISE: Readonly<Record<string, Compute>> = {
  Softsign: (call) => tf.div(call.at(0), tf.add(tf.abs(call.at(0)), 1)),
  Erfc: (call) => byValue(call.at(0), erfc),
  Rint: (call) => tf.round(call.at(0)),
  Cast: cast,
  ReverseV2: reversed,
  BatchMatMulV3: matMul,
  Roll: roll,
  SpaceToDepth: spaceToDepth,
  InvertPermutation: inverted,
  Bucketize: bucketized,
};
