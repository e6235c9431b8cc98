import * as tf from '@tensorflow/tfjs-core';
import { padAny, sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { fromChannelsLast, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import { castTo } from './casting.ts';
import { alongAxis, type NumberType } from './HostArray.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { layoutOf } from './sliding.ts';
import { floatOnly } from './unary.ts';

/** One image or several, seen as several with channels last, and brought back after. */
export function asImages(call: OperationCall, name: string, compute: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const given = call.tensor(name);
  if (given.rank !== 3 && given.rank !== 4)
    throw new RunStop(`It takes images, its input has ${given.rank} axes.`);
  const layout = layoutOf(call);
  const images = given.rank === 3 ? tf.expandDims(given, 0) : given;
  const result = fromChannelsLast(compute(toChannelsLast(images, layout)), layout);
  return given.rank === 3 ? tf.squeeze(result, [0]) : result;
}

const SHARES = [0.2989, 0.587, 0.114];

function grayscale(x: tf.Tensor): tf.Tensor {
  const channels = x.shape[3];
  if (channels === 1) return x;
  if (channels !== 3) throw new RunStop(`It takes 1 or 3 channels, its images have ${channels}.`);
  const gray = tf.sum(tf.mul(toFloat(x), tf.tensor1d(SHARES)), 3, true);
  return castTo(gray, x.dtype as NumberType);
}

/** Works on the three channels of each place. */
const colours = (compute: (a: number, b: number, c: number) => number[]): Operation =>
  operation(['images', 'data_format'], (call) =>
    asImages(call, 'images', (x) => {
      if (x.shape[3] !== 3) throw new RunStop(`It takes 3 channels, its images have ${x.shape[3]}.`);
      return alongAxis(floatOnly(x), 3, 'float32', ([a = 0, b = 0, c = 0]) => compute(a, b, c));
    }),
  );

/** Hue, saturation, value as TensorFlow computes them (`colorspace_op.h`). */
function toHsv(red: number, green: number, blue: number): number[] {
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  const saturation = value > 0 ? range / value : 0;
  if (!(range > 0)) return [0, saturation, value];
  const unit = 1 / (6 * range);
  const hue =
    red === value
      ? unit * (green - blue)
      : green === value
        ? unit * (blue - red) + 2 / 6
        : unit * (red - green) + 4 / 6;
  return [hue < 0 ? hue + 1 : hue, saturation, value];
}

function toRgb(hue: number, saturation: number, value: number): number[] {
  const turn = hue * 6;
  const within = (x: number) => Math.min(1, Math.max(0, x));
  const parts = [
    within(Math.abs(turn - 3) - 1),
    within(2 - Math.abs(turn - 2)),
    within(2 - Math.abs(turn - 4)),
  ];
  return parts.map((part) => (1 - saturation + saturation * part) * value);
}

/** Two of three figures of an axis say the third: before, after, and the size that comes out. */
function sides(
  call: OperationCall,
  names: readonly [string, string, string],
  size: number,
  grows: boolean,
): [number, number] {
  const [before, after, target] = names.map((name) => (call.raw(name) === null ? null : call.whole(name)));
  const total = target === null || target === undefined ? null : (target - size) * (grows ? 1 : -1);
  const first = before ?? (total === null ? null : total - (after ?? 0));
  const last = after ?? (total === null || first === null ? null : total - first);
  if (
    first === null ||
    last === null ||
    first < 0 ||
    last < 0 ||
    (total !== null && !grows && first + last > total && after !== null && before !== null)
  )
    throw new RunStop(`Its ${names.join(', ')} do not fit an axis of ${size}.`);
  return [first, last];
}

const named = (end: string) => [`top_${end}`, `left_${end}`, `bottom_${end}`, `right_${end}`] as const;

/** Frames of an image along height and width. */
function edges(call: OperationCall, x: tf.Tensor, end: 'padding' | 'cropping'): [number, number][] {
  const [top, left, bottom, right] = named(end);
  const grows = end === 'padding';
  return [
    sides(call, [top, bottom, 'target_height'], x.shape[1] ?? 0, grows),
    sides(call, [left, right, 'target_width'], x.shape[2] ?? 0, grows),
  ];
}

const FRAME = ['target_height', 'target_width', 'data_format'];

/** Operators on images (`keras/src/backend/tensorflow/image.py`). */
export const IMAGES: Readonly<Record<string, Operation>> = {
  RGBToGrayscale: operation(['images', 'data_format'], (call) => asImages(call, 'images', grayscale)),
  RGBToHSV: colours(toHsv),
  HSVToRGB: colours(toRgb),
  PadImages: operation(['images', ...named('padding'), ...FRAME], (call) =>
    asImages(call, 'images', (x) => padAny(x, [[0, 0], ...edges(call, x, 'padding'), [0, 0]])),
  ),
  CropImages: operation(['images', ...named('cropping'), ...FRAME], (call) =>
    asImages(call, 'images', (x) => {
      const [[top, bottom], [left, right]] = edges(call, x, 'cropping') as [
        [number, number],
        [number, number],
      ];
      const [height, width] = [x.shape[1] ?? 0, x.shape[2] ?? 0];
      const tall = call.raw('target_height') === null ? height - top - bottom : call.whole('target_height');
      const wide = call.raw('target_width') === null ? width - left - right : call.whole('target_width');
      if (tall < 0 || wide < 0 || top + tall > height || left + wide > width)
        throw new RunStop('Its crop does not fit its images.');
      return sliceAxis(sliceAxis(x, 1, top, top + tall), 2, left, left + wide);
    }),
  ),
};
