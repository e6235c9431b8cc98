import * as tf from '@tensorflow/tfjs-core';
import { sliceAxis } from '../ops/anyRank.ts';
import { toFloat } from '../ops/elementary.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { choice, mustBe, whole } from './options.ts';
import { axisSize, rankMustBe } from './shapes.ts';
import { simple } from './simple.ts';

const LAYOUTS: readonly Layout[] = ['channels_last', 'channels_first'];

function framed(input: tf.Tensor, call: KernelCall, compute: (x: tf.Tensor4D) => tf.Tensor): tf.Tensor {
  rankMustBe(input, 4);
  const layout = choice(call.options, 'data_format', LAYOUTS);
  return fromChannelsLast(compute(toChannelsLast(input, layout) as tf.Tensor4D), layout);
}

/** Half-pixel centres, as TensorFlow resizes. */
function resizing(input: tf.Tensor, call: KernelCall): tf.Tensor {
  mustBe(call.options, 'crop_to_aspect_ratio', false);
  mustBe(call.options, 'pad_to_aspect_ratio', false);
  mustBe(call.options, 'antialias', false);
  const size: [number, number] = [whole(call.options, 'height'), whole(call.options, 'width')];
  const how = choice(call.options, 'interpolation', ['bilinear', 'nearest']);
  return framed(toFloat(input), call, (x) =>
    how === 'bilinear'
      ? tf.image.resizeBilinear(x, size, false, true)
      : tf.image.resizeNearestNeighbor(x, size, false, true),
  );
}

function centerCrop(input: tf.Tensor, call: KernelCall): tf.Tensor {
  const [height, width] = [whole(call.options, 'height'), whole(call.options, 'width')];
  return framed(toFloat(input), call, (x) => {
    const [top, left] = [axisSize(x, 1) - height, axisSize(x, 2) - width].map((gap) => Math.floor(gap / 2));
    if (top === undefined || left === undefined || top < 0 || left < 0)
      throw new RunStop('Its input is smaller than the crop; resizing up first is not supported.');
    return sliceAxis(sliceAxis(x, 1, top, top + height), 2, left, left + width);
  });
}

/** Layers that bring images to a size. */
export const RESIZING: KernelTable = {
  Resizing: simple('ends', resizing),
  CenterCrop: simple('ends', centerCrop),
};
