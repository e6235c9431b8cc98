import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { alongAxis, fromHost, type NumberType, toHost, zip } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { commonType, numeric, promote } from './promote.ts';

/** How often each whole number occurs along the last axis, or the sum of their weights. */
function bincount(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  if (call.flag('sparse')) throw new RunStop('Its option sparse is not supported.');
  const whole = tf.cast(x, 'int32');
  if (x.rank < 1 || x.rank > 2)
    throw new RunStop(`It counts along one or two axes, its input has ${x.rank}.`);
  const weights = call.raw('weights') === null ? null : call.tensor('weights');
  const held = toHost(whole).values;
  if (Array.prototype.some.call(held, (v: number) => v < 0)) throw new RunStop('It counts negative numbers.');
  const length = Math.max(call.whole('minlength', 0), ...Array.from(held, (v) => v + 1));
  const shares = weights === null ? null : toHost(weights).values;
  if (shares !== null && shares.length !== held.length)
    throw new RunStop('Its weights do not fit its input.');
  const type = weights === null ? 'int32' : commonType([x, weights]);
  return alongAxis(whole, x.rank - 1, type, (line, outer) => {
    const counts = new Array<number>(length).fill(0);
    line.forEach((value, i) => {
      counts[value] = (counts[value] ?? 0) + (shares?.[outer * line.length + i] ?? 1);
    });
    return counts;
  });
}

/** The number of bounds that do not lie above a value; above all for NaN. */
const countBelow = (bounds: ArrayLike<number>, value: number, side: 'left' | 'right'): number => {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const bound = bounds[middle] ?? 0;
    const right = side === 'left' ? bound < value : !(value < bound);
    if (right) low = middle + 1;
    else high = middle;
  }
  return low;
};

function digitize(call: OperationCall): tf.Tensor {
  const bins = toHost(toFloat(call.tensor('bins'))).values;
  return zip('int32', [call.tensor('x')], (v) => countBelow(bins, v, 'right'));
}

function searchSorted(call: OperationCall): tf.Tensor {
  const [line, values] = promote([call.tensor('sorted_sequence'), call.tensor('values')]) as [
    tf.Tensor,
    tf.Tensor,
  ];
  if (line.rank !== 1) throw new RunStop('It searches in a line, and its first input has more axes.');
  const side = call.choice('side', ['left', 'right'], 'left');
  const bounds = toHost(line).values;
  return zip('int32', [values], (v) => countBelow(bounds, v, side));
}

/** Powers of each value, the highest first. */
function vander(call: OperationCall): tf.Tensor {
  const x = numeric(call.tensor('x'));
  if (x.rank !== 1) throw new RunStop(`It takes a line of values, its input has ${x.rank} axes.`);
  const count = call.raw('N') === null ? x.size : call.whole('N');
  const powers = [...Array(count).keys()];
  if (!call.flag('increasing')) powers.reverse();
  return alongAxis(tf.expandDims(x, 1), 1, x.dtype as NumberType, ([value = 0]) => {
    const line = powers.map((power) => value ** power);
    if (x.dtype === 'int32' && line.some((power) => Math.abs(power) > 2 ** 24))
      throw new RunStop('Keras computes its whole numbers in float32, and they leave 24 bits.');
    return line;
  });
}

/** Distances between rows. */
function cdist(call: OperationCall): tf.Tensor {
  const [x, y] = [toFloat(call.tensor('x')), toFloat(call.tensor('y'))];
  if (x.rank < 2 || y.rank < 2) throw new RunStop('It measures between rows of matrices.');
  const gap = tf.sub(tf.expandDims(x, x.rank - 1), tf.expandDims(y, y.rank - 2));
  return tf.sqrt(tf.sum(tf.square(gap), -1));
}

/** The k largest along the last axis, the first of equal ones first. */
export function topK(x: tf.Tensor, k: number): [tf.Tensor, tf.Tensor] {
  const size = x.shape[x.rank - 1] ?? 0;
  if (k > size || k < 0) throw new RunStop(`It takes the ${k} largest of ${size}.`);
  const sorted = alongAxis(x, x.rank - 1, 'int32', (line) =>
    line
      .map((_, i) => i)
      .sort((a, b) => (line[b] ?? 0) - (line[a] ?? 0) || a - b)
      .slice(0, k),
  );
  const places = toHost(sorted).values;
  const values = toHost(x).values;
  const picked = Array.from(places, (place, i) => values[Math.floor(i / k) * size + place] ?? Number.NaN);
  return [fromHost({ dtype: x.dtype as NumberType, shape: sorted.shape, values: picked }), sorted];
}

function inTopK(call: OperationCall): tf.Tensor {
  const predictions = toFloat(call.tensor('predictions'));
  const targets = toHost(call.tensor('targets')).values;
  const k = call.whole('k');
  const hits = alongAxis(predictions, predictions.rank - 1, 'bool', (line, row) => {
    const target = line[targets[row] ?? -1];
    if (target === undefined || !line.every(Number.isFinite)) return [0];
    return [Number(line.filter((value) => value > target).length < k)];
  });
  return tf.squeeze(hits, [hits.rank - 1]);
}

/** Operators that count and rank. */
export const COUNTING: Readonly<Record<string, Operation>> = {
  Bincount: operation(['x', 'weights', 'minlength', 'sparse'], bincount),
  Digitize: operation(['x', 'bins'], digitize, 'places'),
  SearchSorted: operation(['sorted_sequence', 'values', 'side'], searchSorted, 'places'),
  Vander: operation(['x', 'N', 'increasing'], vander),
  CDist: operation(['x', 'y'], cdist),
  TopK: operation(['x', 'k', 'sorted'], (call) => {
    if (call.json('sorted', true) !== true)
      throw new RunStop('Its option sorted = false leaves the order open.');
    return topK(numeric(call.tensor('x')), call.whole('k'));
  }),
  InTopK: operation(['targets', 'predictions', 'k'], inTopK),
};
