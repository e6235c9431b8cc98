import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { spread } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import { castTo } from './casting.ts';
import { fromHost, type NumberType, toHost } from './HostArray.ts';
import { cutInto, JOINING, onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { PADDING } from './padding.ts';
import { blocksAt, SCATTERING } from './scattering.ts';
import { STRUCTURE } from './structure.ts';
import type { TensorflowFunction } from './TensorflowFunction.ts';
import { takeItem } from './takeItem.ts';
import { takeAlong } from './taking.ts';
import { rows } from './tensorflowMath.ts';
import { UNARY } from './unary.ts';

type Table = Readonly<Record<string, TensorflowFunction>>;

/** Parts of equal size, or of the sizes given; one -1 takes what is left. */
function split(call: OperationCall): tf.Tensor[] {
  const x = call.tensor('x');
  const axis = call.axis('axis', x.rank, 0);
  const size = x.shape[axis] ?? 0;
  const stated = call.json('parts');
  if (!isArray(stated)) {
    const parts = call.whole('parts');
    if (parts < 1 || size % parts !== 0)
      throw new RunStop(`An axis of ${size} cannot be split into ${parts}.`);
    return cutInto(x, axis, new Array<number>(parts).fill(size / parts));
  }
  const sizes = call.wholes('parts');
  const rest = size - sizes.filter((n) => n !== -1).reduce((sum, n) => sum + n, 0);
  return cutInto(
    x,
    axis,
    sizes.map((n) => (n === -1 ? rest : n)),
  );
}

/** Entries by place; the first `batch_dims` axes of both go together. */
function gather(call: OperationCall): tf.Tensor {
  const x = call.tensor('params');
  const indices = call.tensor('indices');
  const shared = call.whole('batch_dims', 0);
  const batch = shared < 0 ? shared + indices.rank : shared;
  const axis = call.axis('axis', x.rank, batch);
  if (indices.dtype === 'int32' && [...indices.dataSync()].some((i) => i < 0))
    throw new RunStop('It gathers by a negative place, which TensorFlow refuses.');
  if (batch === 0) return takeAlong(x, indices, axis);
  const lead = x.shape.slice(0, batch);
  if (axis < batch || lead.join() !== indices.shape.slice(0, batch).join())
    throw new RunStop('Its leading axes do not fit each other.');
  const count = lead.reduce((n, s) => n * s, 1);
  const [flat, places] = [
    tf.reshape(x, [count, ...x.shape.slice(batch)]),
    tf.reshape(indices, [count, ...indices.shape.slice(batch)]),
  ];
  const one = (whole: tf.Tensor, i: number) =>
    tf.squeeze(
      onNumbers(whole, (n) => tf.slice(n, [i, ...n.shape.slice(1).map(() => 0)], [1, ...n.shape.slice(1)])),
      [0],
    );
  const parts = Array.from({ length: count }, (_, i) =>
    takeAlong(one(flat, i), one(places, i), axis - batch),
  );
  const stacked = onNumbers(tf.stack(parts), (n) => n);
  return tf.reshape(stacked, [...lead, ...stacked.shape.slice(1)]);
}

/** Blocks by rows of indices. */
function gatherNd(call: OperationCall): tf.Tensor {
  const x = call.tensor('params');
  const given = call.tensor('indices');
  const batch = call.whole('batch_dims', 0);
  const indices = batch === 0 ? given : withBatch(given, batch);
  const { starts, size } = blocksAt(indices, x.shape);
  const { values } = toHost(x);
  const depth = indices.shape[indices.rank - 1] ?? 0;
  const held = starts.flatMap((start) => Array.from({ length: size }, (_, i) => values[start + i] ?? 0));
  const shape = [...indices.shape.slice(0, -1), ...x.shape.slice(depth)];
  return fromHost({ dtype: x.dtype as NumberType, shape, values: held });
}

/** Rows of indices with the number of their batch in front. */
function withBatch(indices: tf.Tensor, batch: number): tf.Tensor {
  if (batch !== 1) throw new RunStop(`Its option batch_dims = ${batch} is not supported.`);
  const [count = 1, ...rest] = indices.shape;
  const lead = tf.reshape(tf.range(0, count, 1, 'int32'), [count, ...rest.map(() => 1)]);
  return tf.concat([spread(lead, [count, ...rest.slice(0, -1), 1]), indices], indices.rank - 1);
}

/** `x[begin:end:strides]`, with bits that say which bounds are left open and which axes fall away. */
function stridedSlice(call: OperationCall): tf.Tensor {
  if (call.whole('ellipsis_mask', 0) !== 0 || call.whole('new_axis_mask', 0) !== 0)
    throw new RunStop('Its ellipsis_mask or new_axis_mask is not supported.');
  const [begin, end] = [call.sizes('begin'), call.sizes('end')];
  const strides = call.raw('strides') === null ? begin.map(() => 1) : call.sizes('strides');
  const bit = (name: string, i: number) => ((call.whole(name, 0) >> i) & 1) === 1;
  const key = begin.map((from, i) =>
    bit('shrink_axis_mask', i)
      ? from
      : {
          start: bit('begin_mask', i) ? null : from,
          stop: bit('end_mask', i) ? null : (end[i] ?? null),
          step: strides[i] ?? 1,
        },
  );
  return takeItem(call.tensor('x'), { kind: 'constant', value: key });
}

const filled = (value: number | null): Operation =>
  operation(['shape', 'value', 'dtype'], (call) => {
    const number = value === null ? call.tensor('value') : tf.scalar(value);
    const type =
      call.raw('dtype') === null ? (value === null ? number.dtype : 'float32') : String(call.json('dtype'));
    return onNumbers(castTo(number, type), (n) => spread(n, call.sizes('shape')));
  });

const range = operation(['start', 'limit', 'delta', 'dtype'], (call) => {
  const one = call.raw('limit') === null;
  const number = (name: string, fallback: number) =>
    call.raw(name) === null ? fallback : (call.tensor(name).dataSync()[0] ?? fallback);
  const [from, to, step] = [
    one ? 0 : number('start', 0),
    number(one ? 'start' : 'limit', 0),
    number('delta', 1),
  ];
  if (step === 0) throw new RunStop('Its steps are 0.');
  const whole = [from, to, step].every(Number.isInteger);
  const type = call.raw('dtype') === null ? (whole ? 'int32' : 'float32') : String(call.json('dtype'));
  const count = Math.max(0, Math.ceil((to - from) / step));
  const values = Array.from({ length: count }, (_, i) => from + i * step);
  return castTo(fromHost({ dtype: whole ? 'int32' : 'float32', shape: [count], values }), type);
});

const sizes = (compute: (x: tf.Tensor) => tf.Tensor): Operation =>
  operation(['x', 'dtype'], (call) => compute(call.tensor('x')), 'places');

/** The one place where an axis may be named by its own word in compat.v1. */
const squeezed = 'input=x axis squeeze_dims=axis';

/** Functions of TensorFlow that move values about. */
export const TENSORFLOW_STRUCTURE: Table = {
  ...rows(JOINING.Concatenate, 'values=xs axis', 'concat', 'compat.v1.concat'),
  ...rows(JOINING.Stack, 'values=x axis', 'stack'),
  ...rows(JOINING.Unstack, 'value=x num axis', 'unstack'),
  ...rows(
    operation(['x', 'parts', 'axis', 'num'], split),
    'value=x num_or_size_splits=parts axis num',
    'split',
  ),
  ...rows(JOINING.Tile, 'input=x multiples=repeats', 'tile'),
  ...rows(JOINING.Repeat, 'input=x repeats axis', 'repeat'),
  ...rows(STRUCTURE.Reshape, 'tensor=x shape=newshape', 'reshape'),
  ...rows(STRUCTURE.Transpose, 'a=x perm=axes', 'transpose', 'compat.v1.transpose'),
  ...rows(STRUCTURE.ExpandDims, 'input=x axis dim=axis', 'expand_dims', 'compat.v1.expand_dims'),
  ...rows(STRUCTURE.Squeeze, squeezed, 'squeeze', 'compat.v1.squeeze'),
  ...rows(STRUCTURE.Flip, 'tensor=x axis', 'reverse'),
  ...rows(STRUCTURE.Roll, 'input=x shift axis', 'roll'),
  ...rows(STRUCTURE.BroadcastTo, 'input=x shape', 'broadcast_to'),
  ...rows(STRUCTURE.ZerosLike, 'input=x dtype', 'zeros_like'),
  ...rows(STRUCTURE.OnesLike, 'input=x dtype', 'ones_like'),
  ...rows(
    sizes((x) => tf.tensor1d([...x.shape], 'int32')),
    'input=x out_type=dtype',
    'shape',
    'compat.v1.shape',
  ),
  ...rows(
    sizes((x) => tf.scalar(x.size, 'int32')),
    'input=x out_type=dtype',
    'size',
    'compat.v1.size',
  ),
  ...rows(
    sizes((x) => tf.scalar(x.rank, 'int32')),
    'input=x',
    'rank',
  ),
  ...rows(
    operation(['x'], (call) => call.tensor('x')),
    'input=x',
    'identity',
    'stop_gradient',
  ),
  ...rows(UNARY.ConvertToTensor, 'value=x dtype', 'convert_to_tensor'),
  ...rows(UNARY.Cast, 'x dtype', 'cast'),
  ...rows(UNARY.SaturateCast, 'value=x dtype', 'saturate_cast', 'dtypes.saturate_cast'),
  ...rows(PADDING.Pad, 'tensor=x paddings=pad_width mode constant_values', 'pad', 'compat.v1.pad'),
  ...rows(
    operation(['params', 'indices', 'axis', 'batch_dims'], gather),
    'params indices validate_indices axis batch_dims',
    'gather',
    'compat.v1.gather',
  ),
  ...rows(
    operation(['params', 'indices', 'batch_dims'], gatherNd),
    'params indices batch_dims',
    'gather_nd',
    'compat.v1.gather_nd',
  ),
  ...rows(SCATTERING.Slice, 'input_=inputs begin=start_indices size=shape', 'slice'),
  ...rows(SCATTERING.ScatterUpdate, 'tensor=inputs indices updates', 'tensor_scatter_nd_update'),
  ...rows(SCATTERING.Scatter, 'indices updates=values shape', 'scatter_nd'),
  ...rows(
    operation(
      [
        'x',
        'begin',
        'end',
        'strides',
        'begin_mask',
        'end_mask',
        'ellipsis_mask',
        'new_axis_mask',
        'shrink_axis_mask',
      ],
      stridedSlice,
    ),
    'input_=x begin end strides begin_mask end_mask ellipsis_mask new_axis_mask shrink_axis_mask',
    'strided_slice',
  ),
  ...rows(filled(null), 'dims=shape value', 'fill'),
  ...rows(filled(0), 'shape dtype', 'zeros'),
  ...rows(filled(1), 'shape dtype', 'ones'),
  ...rows(range, 'start limit delta dtype', 'range'),
};
