import * as tf from '@tensorflow/tfjs-core';
import { COUNTING, topK } from './counting.ts';
import { alongAxis, type NumberType } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { refuseNaN } from './sorting.ts';
import type { TensorflowFunction } from './TensorflowFunction.ts';
import { rows } from './tensorflowMath.ts';

/** Running totals: without the value itself where `exclusive`, from the end where `reverse`. */
const running = (step: (total: number, value: number) => number, start: number): Operation =>
  operation(['x', 'axis', 'exclusive', 'reverse'], (call) => {
    const x = call.tensor('x');
    const axis = call.axis('axis', x.rank, 0);
    const [exclusive, backwards] = [call.flag('exclusive'), call.flag('reverse')];
    return alongAxis(x, axis, x.dtype as NumberType, (line) => {
      let total = start;
      const values = backwards ? [...line].reverse() : line;
      const totals = values.map((value) => {
        const before = total;
        total = step(total, value);
        return exclusive ? before : total;
      });
      return backwards ? totals.reverse() : totals;
    });
  });

const argument = (largest: boolean): Operation =>
  operation(['x', 'axis', 'dtype'], (call) => argumentOf(call, largest), 'places');

function argumentOf(call: OperationCall, largest: boolean): tf.Tensor {
  const x = call.tensor('x');
  const axis = call.axis('axis', x.rank, 0);
  const start = largest ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const found = alongAxis(x, axis, 'int32', (line) => {
    let [best, held] = [0, start];
    line.forEach((value, i) => {
      if (largest ? value > held : value < held) [best, held] = [i, value];
    });
    return [best];
  });
  return tf.squeeze(found, [axis]);
}

function ordered(call: OperationCall): { x: tf.Tensor; axis: number; sign: number } {
  const x = call.tensor('x');
  const down = call.choice('direction', ['ASCENDING', 'DESCENDING'], 'ASCENDING') === 'DESCENDING';
  return { x, axis: call.axis('axis', x.rank, -1), sign: down ? -1 : 1 };
}

const sort = operation(['x', 'axis', 'direction'], (call) => {
  const { x, axis, sign } = ordered(call);
  return alongAxis(x, axis, x.dtype as NumberType, (line) => refuseNaN(line).sort((a, b) => sign * (a - b)));
});
function sortedPlaces(call: OperationCall): tf.Tensor {
  const { x, axis, sign } = ordered(call);
  return alongAxis(x, axis, 'int32', (line) =>
    refuseNaN(line)
      .map((_, i) => i)
      .sort((a, b) => sign * ((line[a] ?? 0) - (line[b] ?? 0)) || a - b),
  );
}
const argSort = operation(['x', 'axis', 'direction', 'stable'], sortedPlaces, 'places');

/** Functions of TensorFlow that order values or run along them. */
export const TENSORFLOW_ORDER: Readonly<Record<string, TensorflowFunction>> = {
  ...rows(argument(true), 'input=x axis output_type=dtype', 'math.argmax'),
  ...rows(argument(false), 'input=x axis output_type=dtype', 'math.argmin'),
  ...rows(sort, 'values=x axis direction', 'sort'),
  ...rows(argSort, 'values=x axis direction stable', 'argsort'),
  ...rows(
    operation(['x', 'k', 'sorted', 'index_type'], (call) => topK(call.tensor('x'), call.whole('k', 1))),
    'input=x k sorted index_type',
    'math.top_k',
    'nn.top_k',
  ),
  ...rows(COUNTING.InTopK, 'targets predictions k', 'math.in_top_k'),
  ...rows(
    running((a, b) => a + b, 0),
    'x axis exclusive reverse',
    'math.cumsum',
  ),
  ...rows(
    running((a, b) => a * b, 1),
    'x axis exclusive reverse',
    'math.cumprod',
  ),
};
