import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { castTo } from './casting.ts';
import { minus } from './exact.ts';
import { alongAxis, type NumberType } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { numeric } from './promote.ts';
import { lineOf } from './sorting.ts';

type Step = (total: number, value: number) => number;
const add: Step = (total, value) => total + value;
const multiply: Step = (total, value) => total * value;

/** Running totals; NaN counts as `hole` where there is one, and infinities as the largest number then. */
const running = (step: Step, start: number, hole: number | null): Operation =>
  operation(['x', 'axis', 'dtype'], (call) => {
    const stated = call.json('dtype');
    const given = call.tensor('x');
    const cast = stated === null ? numeric(given) : numeric(castTo(given, String(stated)));
    const [x, axis] = lineOf(call, cast, null);
    return alongAxis(x, axis, x.dtype as NumberType, (line) => {
      let total = start;
      return line.map((value) => {
        total = step(total, hole === null ? value : plain(value, hole));
        return total;
      });
    });
  });

const LARGEST = 3.4028234663852886e38;
const plain = (value: number, hole: number): number =>
  Number.isNaN(value) ? hole : Math.min(LARGEST, Math.max(-LARGEST, value));

function diff(call: OperationCall): tf.Tensor {
  let x = call.tensor('a');
  const times = call.whole('n', 1);
  if (times < 0) throw new RunStop(`Its argument n = ${times} is not supported.`);
  if (times === 0) return x;
  const axis = call.axis('axis', x.rank, -1);
  for (let i = 0; i < times; i++) {
    const size = x.shape[axis] ?? 0;
    if (size === 0) throw new RunStop('It takes differences of an axis that is used up.');
    const [next, before] = [sliceAxis(x, axis, 1, size), sliceAxis(x, axis, 0, size - 1)];
    x = x.dtype === 'bool' ? tf.logicalXor(next, before) : minus(next, before);
  }
  return x;
}

/** The area under lines of points; `x` holds their places, else they stand `dx` apart. */
function trapezoid(call: OperationCall): tf.Tensor {
  const y = toFloat(call.tensor('y'));
  const axis = call.axis('axis', y.rank, -1);
  const size = y.shape[axis] ?? 0;
  const heights = tf.mul(tf.add(sliceAxis(y, axis, 1, size), sliceAxis(y, axis, 0, size - 1)), 0.5);
  if (call.raw('x') === null) return tf.sum(tf.mul(heights, call.number('dx', 1)), axis);
  const x = toFloat(call.tensor('x'));
  if (x.rank !== 1) throw new RunStop('Its places x have more than one axis.');
  const gaps = tf.sub(sliceAxis(x, 0, 1, x.size), sliceAxis(x, 0, 0, x.size - 1));
  const shape = y.shape.map((_, i) => (i === axis ? -1 : 1));
  return tf.sum(tf.mul(heights, tf.reshape(gaps, shape)), axis);
}

/** Operators that run along an axis. */
export const CUMULATIVE: Readonly<Record<string, Operation>> = {
  Cumsum: running(add, 0, null),
  Cumprod: running(multiply, 1, null),
  Nancumsum: running(add, 0, 0),
  Nancumprod: running(multiply, 1, 1),
  Diff: operation(['a', 'n', 'axis'], diff),
  Trapezoid: operation(['y', 'x', 'dx', 'axis'], trapezoid),
};
