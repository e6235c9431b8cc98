import * as tf from '@tensorflow/tfjs-core';
import { spread } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { castTo, typeNamed } from './casting.ts';
import { commonShape, fromHost, toHost } from './HostArray.ts';
import { onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { reorder } from './structure.ts';

const f = Math.fround;
const PARAMETERS = ['start', 'stop', 'num', 'endpoint', 'base', 'retstep', 'dtype', 'axis'];

/** Numbers at equal steps, in float32 as `tf.linspace` takes them. */
function steps(a: number, b: number, count: number, end: boolean): number[] {
  if (count === 1) return [a];
  const last = end ? b : f(b - f(f(b - a) / count));
  const step = f(f(last - a) / (count - 1));
  return Array.from({ length: count }, (_, n) => (n === count - 1 ? last : f(a + f(step * n))));
}

/** Values at equal steps from one tensor to another, along a new axis; the last one is the stop itself. */
function spaced(call: OperationCall, start: tf.Tensor, stop: tf.Tensor, type: string): tf.Tensor {
  if (call.flag('retstep')) throw new RunStop('Its option retstep is not supported.');
  const count = call.whole('num', 50);
  if (count < 1) throw new RunStop(`It is asked for ${count} values.`);
  const shape = commonShape([start, stop]);
  const [from, to] = [start, stop].map((x) => toHost(onNumbers(toFloat(x), (n) => spread(n, shape))).values);
  const axis = call.axis('axis', shape.length + 1, 0);
  const end = call.json('endpoint', true) === true;
  const cut = typeNamed(type) === 'int32' ? Math.floor : (value: number) => value;
  const lines = Array.from(from ?? [], (a, i) => steps(a, to?.[i] ?? 0, count, end).map(cut));
  const values = Array.from({ length: count }, (_, n) => lines.map((line) => line[n] ?? 0)).flat();
  const found = fromHost({ dtype: 'float32', shape: [count, ...shape], values });
  const order = [...Array(shape.length).keys()].map((i) => i + 1);
  order.splice(axis, 0, 0);
  return castTo(reorder(found, order), type);
}

const typeOf = (call: OperationCall): string => String(call.json('dtype', 'float32'));

function linspace(call: OperationCall): tf.Tensor {
  const type = typeOf(call);
  const cut = (x: tf.Tensor) => (typeNamed(type) === 'int32' ? castTo(x, type) : x);
  return spaced(call, cut(call.tensor('start')), cut(call.tensor('stop')), type);
}

function floatType(call: OperationCall): string {
  const type = typeOf(call);
  if (typeNamed(type) !== 'float32') throw new RunStop(`Its option dtype = "${type}" is not supported.`);
  return type;
}

/** Powers of a base at equal steps. */
function logspace(call: OperationCall): tf.Tensor {
  const steps = spaced(call, call.tensor('start'), call.tensor('stop'), floatType(call));
  return tf.pow(tf.scalar(call.number('base', 10)), steps);
}

/** Values at equal ratios; the sign is that of the start. */
function geomspace(call: OperationCall): tf.Tensor {
  const type = floatType(call);
  const [start, stop] = [toFloat(call.tensor('start')), toFloat(call.tensor('stop'))];
  const log = (x: tf.Tensor) => tf.div(tf.log(tf.abs(x)), Math.LN10);
  const powers = tf.pow(tf.scalar(10), spaced(call, log(start), log(stop), type));
  return tf.mul(powers, tf.sign(start));
}

/** Operators that make values at steps. */
export const RANGES: Readonly<Record<string, Operation>> = {
  Linspace: operation(PARAMETERS, linspace),
  Logspace: operation(PARAMETERS, logspace),
  Geomspace: operation(PARAMETERS, geomspace),
};
