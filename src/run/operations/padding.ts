import type * as tf from '@tensorflow/tfjs-core';
import { isArray, type Json } from '../../model/index.ts';
import { padAny, pickAxis } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';

const MODES = ['constant', 'reflect', 'symmetric'] as const;
type Sides = readonly [number, number];

/** Pairs of places before and after, one per axis; a single number or pair counts for all axes. */
function sidesOf(stated: Json, rank: number): Sides[] {
  const list = isArray(stated) ? stated : [stated];
  const pair = (item: Json): Sides => {
    const [a, b] = isArray(item) ? (item.length === 1 ? [item[0], item[0]] : item) : [item, item];
    if (!Number.isInteger(a) || !Number.isInteger(b)) throw new RunStop('Its pad_width is not supported.');
    return [Number(a), Number(b)];
  };
  const flat = !list.some(isArray);
  if (flat && list.length <= 2)
    return new Array<Sides>(rank).fill(pair(list.length === 2 ? list : (list[0] ?? 0)));
  if (list.length === 1) return new Array<Sides>(rank).fill(pair(list[0] as Json));
  if (list.length !== rank) throw new RunStop('Its pad_width does not fit the input.');
  return list.map(pair);
}

/** Places of a mirrored axis: `reflect` leaves the edge out, `symmetric` repeats it. */
function mirrored(size: number, [before, after]: Sides, mode: 'reflect' | 'symmetric'): number[] {
  const most = mode === 'reflect' ? size - 1 : size;
  if (before > most || after > most)
    throw new RunStop(`It mirrors ${Math.max(before, after)} places of an axis of ${size}.`);
  const shift = mode === 'reflect' ? 0 : 1;
  return Array.from({ length: before + size + after }, (_, i) => {
    const at = i - before;
    if (at < 0) return -at - shift;
    return at < size ? at : 2 * (size - 1) - at + shift;
  });
}

/** Pads by mode (`tf.pad`). */
export function padBy(
  x: tf.Tensor,
  sides: readonly Sides[],
  mode: (typeof MODES)[number],
  value: number,
): tf.Tensor {
  if (mode === 'constant') return padAny(x, sides, value);
  return sides.reduce<tf.Tensor>((wide, side, axis) => {
    if (side[0] === 0 && side[1] === 0) return wide;
    return pickAxis(wide, axis, mirrored(wide.shape[axis] ?? 0, side, mode));
  }, x);
}

function pad(call: OperationCall): tf.Tensor {
  const x = call.tensor('x');
  const stated = String(call.json('mode', 'constant')).toLowerCase();
  const mode = MODES.find((word) => word === stated);
  if (mode === undefined) throw new RunStop(`Its argument mode = "${stated}" is not supported.`);
  const value =
    call.raw('constant_values') === null ? 0 : Number(call.tensor('constant_values').dataSync()[0]);
  if (x.dtype === 'int32' && !Number.isInteger(value))
    throw new RunStop('It pads whole numbers with one that is not whole.');
  return padBy(x, sidesOf(call.json('pad_width'), x.rank), mode, value);
}

/** Padding. */
export const PADDING: Readonly<Record<string, Operation>> = {
  Pad: operation(['x', 'pad_width', 'mode', 'constant_values'], pad),
};
