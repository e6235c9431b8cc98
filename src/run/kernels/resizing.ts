import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { resizeImage } from '../ops/resizeImage.ts';
import { INTERPOLATIONS } from '../ops/resizeTaps.ts';
import { RunStop } from '../RunStop.ts';
import { refuseTraining } from './augmentation.ts';
import { isTraining } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { choice, flag, mustBe, numeric, whole } from './options.ts';
import { asWholeNumbers } from './saturate.ts';
import { axisSize, rankMustBe } from './shapes.ts';
import { simple } from './simple.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];

type Size = readonly [height: number, width: number];

/** Images with the channels last, and back. */
export function framed(
  input: tf.Tensor,
  call: KernelCall,
  compute: (x: tf.Tensor4D) => tf.Tensor,
): tf.Tensor {
  rankMustBe(input, 4);
  const layout = choice(call.options, 'data_format', LAYOUTS);
  return fromChannelsLast(compute(toChannelsLast(input, layout) as tf.Tensor4D), layout);
}

const sizeOf = ({ options }: KernelCall): Size => [whole(options, 'height'), whole(options, 'width')];
const heightAndWidth = (x: tf.Tensor4D): Size => [x.shape[1], x.shape[2]];

/** Since 3.6 whole numbers stay whole (`keras/src/layers/preprocessing/image_preprocessing/resizing.py`). */
function keepsType(call: KernelCall): boolean {
  return generationOf(call) === 3 && (call.version?.minor ?? 0) >= 6;
}

function resizing(input: tf.Tensor, call: KernelCall): tf.Tensor {
  mustBe(call.options, 'fill_mode', 'constant');
  const spelled = { ...call.options, interpolation: String(call.options.interpolation).toLowerCase() };
  const method = choice(spelled, 'interpolation', INTERPOLATIONS);
  const x = generationOf(call) === 2 ? toFloat(input) : input;
  const resized = framed(x, call, (images) =>
    resizeImage(fitted(images, call), sizeOf(call), method, flag(call.options, 'antialias')),
  );
  if (x.dtype !== 'int32') return resized;
  return keepsType(call) ? asWholeNumbers(resized, x) : cutOff(resized, method);
}

/** Before 3.6 what follows the point is cut off (`keras/src/backend/tensorflow/image.py`, `tf.cast` to the type of the images). */
function cutOff(resized: tf.Tensor, method: string): tf.Tensor {
  if (!['bilinear', 'nearest', 'area'].includes(method))
    throw new RunStop(
      `It resizes whole numbers by ${method}, which goes beyond them; Keras before 3.6 then casts what has no place in their type.`,
    );
  return tf.cast(resized, 'int32');
}

/** The images cropped or padded to the wanted shape of frame, where the options say so. */
function fitted(images: tf.Tensor4D, call: KernelCall): tf.Tensor4D {
  const [crops, pads] = [
    flag(call.options, 'crop_to_aspect_ratio'),
    flag(call.options, 'pad_to_aspect_ratio'),
  ];
  if (crops && pads) throw new RunStop('It crops and pads at once, which Keras does not allow.');
  if (crops) return cropped(images, sizeOf(call));
  return pads ? padded(images, sizeOf(call), numeric(call.options, 'fill_value')) : images;
}

/** What one side would be, had it the ratio of the target: as TensorFlow computes it in float32. */
const inRatio = (other: number, mine: number, theirs: number): number =>
  Math.trunc(Math.fround(Math.fround(other * mine) / theirs));

function cropped(images: tf.Tensor4D, [toHeight, toWidth]: Size): tf.Tensor4D {
  const [height, width] = heightAndWidth(images);
  const tall = Math.min(height, inRatio(width, toHeight, toWidth));
  const wide = Math.min(width, inRatio(height, toWidth, toHeight));
  if (tall < 1 || wide < 1) throw new RunStop('Its input is too flat to be cropped to that shape of frame.');
  const [top, left] = [Math.trunc((height - tall) / 2), Math.trunc((width - wide) / 2)];
  return sliceAxis(sliceAxis(images, 1, top, top + tall), 2, left, left + wide) as tf.Tensor4D;
}

/** The same width before and behind: an odd one is rounded down on both sides. */
function padded(images: tf.Tensor4D, [toHeight, toWidth]: Size, value: number): tf.Tensor4D {
  const [height, width] = heightAndWidth(images);
  const across = (Math.max(height, inRatio(width, toHeight, toWidth)) - height) / 2;
  const along = (Math.max(width, inRatio(height, toWidth, toHeight)) - width) / 2;
  const [tall, wide] = [Math.trunc(across), Math.trunc(along)];
  const filled = images.dtype === 'int32' ? Math.trunc(value) : value;
  return tf.pad(
    images,
    [
      [0, 0],
      [tall, tall],
      [wide, wide],
      [0, 0],
    ],
    filled,
  );
}

/** `smart_resize`: the largest middle part of the wanted ratio, resized. */
function smartResized(images: tf.Tensor4D, size: Size): tf.Tensor4D {
  return resizeImage(cropped(images, size), size, 'bilinear');
}

function centerCrop(input: tf.Tensor, call: KernelCall): tf.Tensor {
  const [height, width] = sizeOf(call);
  return framed(toFloat(input), call, (x) => {
    const [top, left] = [axisSize(x, 1) - height, axisSize(x, 2) - width].map((gap) => Math.floor(gap / 2));
    if (top === undefined || left === undefined || top < 0 || left < 0)
      return smartResized(x, [height, width]);
    return sliceAxis(sliceAxis(x, 1, top, top + height), 2, left, left + width);
  });
}

/** Before 3.6 the whole image is brought to the size; since then nothing happens when predicting, whatever shape Keras states. */
function randomCrop(input: tf.Tensor, call: KernelCall): tf.Tensor {
  if (isTraining(call)) refuseTraining(call);
  return keepsType(call) ? input : framed(toFloat(input), call, (x) => smartResized(x, sizeOf(call)));
}

/** Layers that bring images to a size. */
export const RESIZING: KernelTable = {
  Resizing: simple('ends', resizing),
  CenterCrop: simple('ends', centerCrop),
  RandomCrop: simple('ends', randomCrop),
};
