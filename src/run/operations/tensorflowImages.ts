import * as tf from '@tensorflow/tfjs-core';
import { padAny, reverseAxis, sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { IMAGES } from './images.ts';
import { onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { type ResizeMethod, resizeImages } from './resizing.ts';
import { reorder } from './structure.ts';
import type { TensorflowFunction } from './TensorflowFunction.ts';
import { rows } from './tensorflowMath.ts';
import { floatOnly } from './unary.ts';

type Table = Readonly<Record<string, TensorflowFunction>>;

const METHODS = ['bilinear', 'nearest', 'bicubic', 'area', 'lanczos3', 'lanczos5'] as const;

/** One image seen as several. */
function images(call: OperationCall, compute: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const x = call.tensor('images');
  if (x.rank === 4) return compute(x);
  if (x.rank !== 3) throw new RunStop(`It takes images, its input has ${x.rank} axes.`);
  return tf.squeeze(compute(tf.expandDims(x, 0)), [0]);
}

const resize = operation(['images', 'size', 'method', 'antialias', 'preserve_aspect_ratio'], (call) => {
  if (call.flag('preserve_aspect_ratio'))
    throw new RunStop('Its option preserve_aspect_ratio is not supported.');
  const method: ResizeMethod = call.choice('method', METHODS, 'bilinear');
  return images(call, (x) => resizeImages(x, call.sizes('size'), method, call.flag('antialias')));
});

/** Before TensorFlow 2: no half pixels unless asked for, corners on corners if asked for. */
const resizeOld = (method: 'bilinear' | 'nearest'): Operation =>
  operation(['images', 'size', 'align_corners', 'half_pixel_centers'], (call) =>
    images(call, (x) => {
      const size = call.sizes('size') as [number, number];
      const [corners, half] = [call.flag('align_corners'), call.flag('half_pixel_centers')];
      if (half && !corners) return resizeImages(x, size, method, false);
      if (half) throw new RunStop('It aligns corners and centres at once.');
      const image = toFloat(x) as tf.Tensor4D;
      return method === 'bilinear'
        ? tf.image.resizeBilinear(image, size, corners, false)
        : tf.cast(tf.image.resizeNearestNeighbor(image, size, corners, false), x.dtype);
    }),
  );

const mirrored = (axis: number): Operation =>
  operation(['images'], (call) => images(call, (x) => reverseAxis(x, axis)));

/** A frame around or a window within, by the corner at the top left and a size. */
const box = (
  compute: (x: tf.Tensor, top: number, left: number, height: number, width: number) => tf.Tensor,
): Operation =>
  operation(['images', 'top', 'left', 'height', 'width'], (call) =>
    images(call, (x) =>
      compute(x, call.whole('top'), call.whole('left'), call.whole('height'), call.whole('width')),
    ),
  );

function crop(x: tf.Tensor, top: number, left: number, height: number, width: number): tf.Tensor {
  if (top < 0 || left < 0 || top + height > (x.shape[1] ?? 0) || left + width > (x.shape[2] ?? 0))
    throw new RunStop('Its window reaches beyond the image.');
  return sliceAxis(sliceAxis(x, 1, top, top + height), 2, left, left + width);
}

function frame(x: tf.Tensor, top: number, left: number, height: number, width: number): tf.Tensor {
  const [below, right] = [height - top - (x.shape[1] ?? 0), width - left - (x.shape[2] ?? 0)];
  if (top < 0 || left < 0 || below < 0 || right < 0)
    throw new RunStop('Its frame is smaller than the image.');
  return padAny(x, [
    [0, 0],
    [top, below],
    [left, right],
    [0, 0],
  ]);
}

/** Cut in the middle or filled up around it, each axis by itself. */
const cropOrPad = operation(['images', 'height', 'width'], (call) =>
  images(call, (x) =>
    [call.whole('height'), call.whole('width')].reduce((image, target, i) => {
      const [axis, size] = [i + 1, image.shape[i + 1] ?? 0];
      if (size >= target) {
        const from = Math.floor((size - target) / 2);
        return sliceAxis(image, axis, from, from + target);
      }
      const before = Math.floor((target - size) / 2);
      return padAny(
        image,
        image.shape.map(
          (_, at) => (at === axis ? [before, target - size - before] : [0, 0]) as [number, number],
        ),
      );
    }, x),
  ),
);

const centralCrop = operation(['images', 'fraction'], (call) =>
  images(call, (x) => {
    const fraction = call.number('fraction');
    if (!(fraction > 0 && fraction <= 1)) throw new RunStop(`Its fraction ${fraction} is not supported.`);
    return [1, 2].reduce((image, axis) => {
      const size = image.shape[axis] ?? 0;
      const from = Math.trunc((size - size * fraction) / 2);
      return sliceAxis(image, axis, from, size - from);
    }, x);
  }),
);

/** Mean 0 and deviation 1, which is never taken below that of a single different pixel. */
const standardized = operation(['images'], (call) =>
  images(call, (given) => {
    const x = toFloat(given);
    const count = x.size / (x.shape[0] ?? 1);
    const mean = tf.mean(x, [1, 2, 3], true);
    const deviation = tf.sqrt(tf.mean(tf.square(tf.sub(x, mean)), [1, 2, 3], true));
    return tf.div(tf.sub(x, mean), tf.maximum(deviation, 1 / Math.sqrt(count)));
  }),
);

const contrast = operation(['images', 'factor'], (call) =>
  images(call, (given) => {
    const x = floatOnly(given);
    const mean = tf.mean(x, [1, 2], true);
    return tf.add(tf.mul(tf.sub(x, mean), call.number('factor')), mean);
  }),
);

const SHARES = [0.2989, 0.587, 0.114];

/** Image functions of TensorFlow by the names that tf.keras records. */
export const TENSORFLOW_IMAGES: Table = {
  ...rows(resize, 'images size method preserve_aspect_ratio antialias', 'image.resize'),
  ...rows(
    resizeOld('bilinear'),
    'images size align_corners half_pixel_centers',
    'compat.v1.image.resize_bilinear',
  ),
  ...rows(
    resizeOld('nearest'),
    'images size align_corners half_pixel_centers',
    'compat.v1.image.resize_nearest_neighbor',
  ),
  ...rows(mirrored(2), 'image=images', 'image.flip_left_right'),
  ...rows(mirrored(1), 'image=images', 'image.flip_up_down'),
  ...rows(
    box(crop),
    'image=images offset_height=top offset_width=left target_height=height target_width=width',
    'image.crop_to_bounding_box',
  ),
  ...rows(
    box(frame),
    'image=images offset_height=top offset_width=left target_height=height target_width=width',
    'image.pad_to_bounding_box',
  ),
  ...rows(cropOrPad, 'image=images target_height=height target_width=width', 'image.resize_with_crop_or_pad'),
  ...rows(centralCrop, 'image=images central_fraction=fraction', 'image.central_crop'),
  ...rows(standardized, 'image=images', 'image.per_image_standardization'),
  ...rows(contrast, 'images contrast_factor=factor', 'image.adjust_contrast'),
  ...rows(
    operation(['images', 'delta'], (call) => tf.add(floatOnly(call.tensor('images')), call.number('delta'))),
    'image=images delta',
    'image.adjust_brightness',
  ),
  ...rows(
    operation(['images'], (call) => {
      const x = floatOnly(call.tensor('images'));
      return tf.sum(tf.mul(x, tf.tensor1d(SHARES)), -1, true);
    }),
    'images',
    'image.rgb_to_grayscale',
  ),
  ...rows(
    operation(['images'], (call) => {
      const x = call.tensor('images');
      return onNumbers(x, (n) => tf.concat([n, n, n], n.rank - 1));
    }),
    'images',
    'image.grayscale_to_rgb',
  ),
  ...rows(IMAGES.RGBToHSV, 'images', 'image.rgb_to_hsv'),
  ...rows(IMAGES.HSVToRGB, 'images', 'image.hsv_to_rgb'),
  ...rows(
    operation(['images'], (call) => images(call, (x) => reorder(x, [0, 2, 1, 3]))),
    'image=images',
    'image.transpose',
  ),
};
