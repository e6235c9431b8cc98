import * as tf from '@tensorflow/tfjs-core';
import { padAny, pickAxis, sliceAxis } from '../ops/anyRank.ts';
import { fromChannelsLast, type Layout, toChannelsLast } from '../ops/layout.ts';
import { RunStop } from '../RunStop.ts';
import { onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { layoutOf, perAxis } from './sliding.ts';
import { reorder } from './structure.ts';
import { floatOnly } from './unary.ts';

/** Blocks of channels become squares of places. Channels last. */
export function depthToSpace(x: tf.Tensor, block: number): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  const depth = channels / (block * block);
  if (!Number.isInteger(depth))
    throw new RunStop(`${channels} channels make no blocks of ${block} × ${block}.`);
  const parts = reorder(tf.reshape(x, [batch, height, width, block, block, depth]), [0, 1, 3, 2, 4, 5]);
  return tf.reshape(parts, [batch, height * block, width * block, depth]);
}

/** Squares of places become blocks of channels. Channels last. */
export function spaceToDepth(x: tf.Tensor, block: number): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  if (height % block !== 0 || width % block !== 0)
    throw new RunStop(`${height} × ${width} places make no blocks of ${block}.`);
  const shape = [batch, height / block, block, width / block, block, channels];
  const parts = reorder(tf.reshape(x, shape), [0, 1, 3, 2, 4, 5]);
  return tf.reshape(parts, [batch, height / block, width / block, block * block * channels]);
}

const byLayout = (move: (x: tf.Tensor, block: number) => tf.Tensor): Operation =>
  operation(['x', 'block_size', 'data_format'], (call) => {
    const x = call.tensor('x');
    if (x.rank !== 4) throw new RunStop(`It takes images, its input has ${x.rank} axes.`);
    const layout: Layout = layoutOf(call);
    const block = call.whole('block_size');
    return onNumbers(x, (n) => fromChannelsLast(move(toChannelsLast(n, layout), block), layout));
  });

interface Windows {
  readonly size: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
  readonly stride: readonly number[];
}

function windowsOf(call: OperationCall): Windows {
  return {
    size: perAxis(call, 'kernel_size', 2, null),
    dilation: perAxis(call, 'dilation', 2, 1),
    padding: perAxis(call, 'padding', 2, 0),
    stride: perAxis(call, 'stride', 2, 1),
  };
}

/** The first place of every window along one axis. */
function startsOf({ size, dilation, padding, stride }: Windows, axis: number, length: number): number[] {
  const span = (dilation[axis] ?? 1) * ((size[axis] ?? 1) - 1) + 1;
  const step = stride[axis] ?? 1;
  const count = Math.floor((length + 2 * (padding[axis] ?? 0) - span) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => i * step);
}

/** Windows of an image as columns; channels first. */
function unfold(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const [batch = 1, channels = 1, height = 1, width = 1] = x.shape;
  const windows = windowsOf(call);
  const [up = 0, left = 0] = windows.padding;
  const wide = padAny(x, [
    [0, 0],
    [0, 0],
    [up, up],
    [left, left],
  ]);
  const [rows, columns] = [startsOf(windows, 0, height), startsOf(windows, 1, width)];
  const [high = 1, broad = 1] = windows.size;
  const parts: tf.Tensor[] = [];
  for (let i = 0; i < high; i++)
    for (let j = 0; j < broad; j++) {
      const down = pickAxis(
        wide,
        2,
        rows.map((at) => at + i * (windows.dilation[0] ?? 1)),
      );
      const across = pickAxis(
        down,
        3,
        columns.map((at) => at + j * (windows.dilation[1] ?? 1)),
      );
      parts.push(tf.reshape(across, [batch, channels, 1, rows.length * columns.length]));
    }
  return tf.reshape(tf.concat(parts, 2), [batch, channels * high * broad, rows.length * columns.length]);
}

/** Row and column of every place of a window at every stop. */
function placesOf({ size, dilation }: Windows, rows: readonly number[], columns: readonly number[]) {
  const [down, across] = [0, 1].map((axis) =>
    Array.from({ length: size[axis] ?? 1 }, (_, i) => i * (dilation[axis] ?? 1)),
  );
  return (down ?? []).flatMap((i) =>
    (across ?? []).flatMap((j) =>
      rows.flatMap((row) => columns.map((column): [number, number] => [row + i, column + j])),
    ),
  );
}

/** Columns laid back onto an image, summed where they lie on each other. */
function fold(call: OperationCall): tf.Tensor {
  const x = floatOnly(call.tensor('x'));
  const windows = windowsOf(call);
  const [height = 1, width = 1] = perAxis(call, 'output_size', 2, null);
  const [up = 0, left = 0] = windows.padding;
  const [high = 1, broad = 1] = windows.size;
  const [rows, columns] = [startsOf(windows, 0, height), startsOf(windows, 1, width)];
  const [batch = 1, all = 1, count = 1] = x.shape;
  const channels = all / (high * broad);
  if (!Number.isInteger(channels) || count !== rows.length * columns.length)
    throw new RunStop('Its columns do not fit the image they are laid onto.');
  const source = x.dataSync();
  const [tall, wide] = [height + 2 * up, width + 2 * left];
  const sums = new Float64Array(batch * channels * tall * wide);
  // Columns hold, one after the other, what each place of a window saw at every stop.
  const places = placesOf(windows, rows, columns);
  for (let image = 0; image < batch * channels; image++)
    places.forEach(([y, across], n) => {
      const place = (image * tall + y) * wide + across;
      sums[place] = (sums[place] ?? 0) + (source[image * places.length + n] ?? 0);
    });
  const full = tf.tensor(Float32Array.from(sums), [batch, channels, tall, wide]);
  return sliceAxis(sliceAxis(full, 2, up, up + height), 3, left, left + width);
}

const NAMES = ['kernel_size', 'dilation', 'padding', 'stride'];

/** Operators that take images apart and put them together. */
export const BLOCKS: Readonly<Record<string, Operation>> = {
  DepthToSpace: byLayout(depthToSpace),
  SpaceToDepth: byLayout(spaceToDepth),
  Unfold: operation(['x', ...NAMES], unfold),
  Fold: operation(['x', 'output_size', ...NAMES], fold),
};
