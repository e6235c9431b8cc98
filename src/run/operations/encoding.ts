import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { castTo, typeNamed } from './casting.ts';
import { fromHost, toHost } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { reorder } from './structure.ts';

/** One axis more, with 1 at the place a number names; all 0 for numbers that name none. */
export function hot(x: tf.Tensor, size: number, axis: number, on = 1, off = 0): tf.Tensor {
  const { values } = toHost(tf.cast(x, 'int32'));
  const held = new Float64Array(values.length * size).fill(off);
  for (let i = 0; i < values.length; i++) {
    const at = values[i] ?? -1;
    if (at >= 0 && at < size) held[i * size + at] = on;
  }
  const wide = fromHost({ dtype: 'float32', shape: [...x.shape, size], values: held });
  const order = [...Array(x.rank).keys()];
  order.splice(axis, 0, x.rank);
  return reorder(wide, order);
}

function oneHot(call: OperationCall, x: tf.Tensor): tf.Tensor {
  if (call.flag('sparse')) throw new RunStop('Its option sparse is not supported.');
  const type = String(call.json('dtype', 'float32'));
  if (typeNamed(type) === null) throw new RunStop(`Its option dtype = "${type}" is not supported.`);
  return castTo(hot(x, call.whole('num_classes'), call.axis('axis', x.rank + 1, -1)), type);
}

const NAMES = ['num_classes', 'axis', 'dtype', 'sparse'];

/** Numbers as places. */
export const ENCODING: Readonly<Record<string, Operation>> = {
  OneHot: operation(['x', ...NAMES], (call) => oneHot(call, call.tensor('x'))),
  MultiHot: operation(['inputs', ...NAMES], (call) => {
    const x = call.tensor('inputs');
    const places = oneHot(call, x);
    const axis = x.rank > 1 ? 1 : 0;
    return places.dtype === 'bool' ? tf.any(places, axis) : tf.max(places, axis);
  }),
};
