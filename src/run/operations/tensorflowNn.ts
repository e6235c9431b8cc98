import * as tf from '@tensorflow/tfjs-core';
import { isArray, type Json } from '../../model/index.ts';
import type { KernelCall } from '../kernels/Kernel.ts';
import { padAny } from '../ops/anyRank.ts';
import { gelu, leakyRelu, logSoftmax, relu, toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import type { Resolved } from '../Value.ts';
import { ACTIVATIONS } from './activations.ts';
import { BLOCKS } from './blocks.ts';
import { castTo } from './casting.ts';
import { ENCODING, hot } from './encoding.ts';
import { plus } from './exact.ts';
import { LOSSES } from './losses.ts';
import { NORMALIZING } from './normalizing.ts';
import { type Operation, operation } from './Operation.ts';
import { OperationCall } from './OperationCall.ts';
import { SLIDING } from './sliding.ts';
import type { TensorflowFunction } from './TensorflowFunction.ts';
import { rows } from './tensorflowMath.ts';
import { UNARY } from './unary.ts';

type Table = Readonly<Record<string, TensorflowFunction>>;

const l2Normalize = operation(['x', 'axis', 'epsilon'], (call) => {
  const x = toFloat(call.tensor('x'));
  const sum = tf.sum(tf.square(x), call.axes('axis', x.rank), true);
  return tf.mul(x, tf.rsqrt(tf.maximum(sum, call.number('epsilon', 1e-12))));
});

/** Sizes as TensorFlow states them: one number, one for each axis, or with batch and channels around. */
function spatial(call: OperationCall, name: string, rank: number): number[] {
  const stated = call.raw(name) === null ? [1] : call.wholes(name);
  const inner = stated.length === rank + 2 ? stated.slice(1, -1) : stated;
  if (stated.length === rank + 2 && (stated[0] !== 1 || stated.at(-1) !== 1))
    throw new RunStop(`Its ${name} moves along batch or channels.`);
  return inner.length === 1 ? new Array<number>(rank).fill(inner[0] ?? 1) : inner;
}

const LAST = new Set(['NHWC', 'NWC', 'NDHWC']);
const constant = (value: Json): Resolved => ({ kind: 'constant', value });
const held = (tensor: tf.Tensor): Resolved => ({ kind: 'value', value: { tensor, mask: null } });

/** Calls an operator of Keras with arguments that were brought to its form. */
function callOperator(
  found: Operation | undefined,
  site: KernelCall,
  kwargs: Readonly<Record<string, Resolved>>,
): tf.Tensor {
  const target = found as Operation;
  const call = new OperationCall({ ...site, args: [], kwargs }, target.parameters, false);
  return target.compute(call, site) as tf.Tensor;
}

/** Padding in words, or as pairs for each axis, which are added before. */
function padded(call: OperationCall, x: tf.Tensor): { x: tf.Tensor; padding: 'same' | 'valid' } {
  const stated = call.json('padding', 'VALID');
  if (isArray(stated)) {
    const sides = stated.map(
      (side) => (isArray(side) ? [Number(side[0]), Number(side[1])] : [0, 0]) as [number, number],
    );
    if (sides.length !== x.rank) throw new RunStop('Its padding does not fit its input.');
    return { x: padAny(x, sides), padding: 'valid' };
  }
  const word = String(stated).toLowerCase();
  if (word !== 'same' && word !== 'valid')
    throw new RunStop(`Its padding ${JSON.stringify(stated)} is not supported.`);
  return { x, padding: word };
}

function inputOf(call: OperationCall): tf.Tensor {
  const format = call.json('data_format');
  if (format !== null && !LAST.has(String(format)))
    throw new RunStop(`Its data_format ${String(format)} is not supported.`);
  return call.tensor('inputs');
}

const convolution = (
  name: 'Conv' | 'DepthwiseConv' | 'SeparableConv',
  kernels: readonly string[],
): Operation =>
  operation(['inputs', ...kernels, 'strides', 'padding', 'data_format', 'dilation_rate'], (call, site) => {
    const given = inputOf(call);
    const { x, padding } = padded(call, given);
    const rank = x.rank - 2;
    return callOperator(SLIDING[name], site, {
      inputs: held(x),
      ...Object.fromEntries(kernels.map((kernel) => [kernel, held(call.tensor(kernel))])),
      strides: constant(spatial(call, 'strides', rank)),
      dilation_rate: constant(spatial(call, 'dilation_rate', rank)),
      padding: constant(padding),
    });
  });

const pooling = (name: 'MaxPool' | 'AveragePool'): Operation =>
  operation(['inputs', 'pool_size', 'strides', 'padding', 'data_format'], (call, site) => {
    const { x, padding } = padded(call, inputOf(call));
    const rank = x.rank - 2;
    return callOperator(SLIDING[name], site, {
      inputs: held(x),
      pool_size: constant(spatial(call, 'pool_size', rank)),
      strides: constant(spatial(call, 'strides', rank)),
      padding: constant(padding),
    });
  });

const batchNorm = operation(['x', 'mean', 'variance', 'offset', 'scale', 'epsilon'], (call) => {
  const [x, mean, variance] = ['x', 'mean', 'variance'].map((name) =>
    toFloat(call.tensor(name)),
  ) as tf.Tensor[];
  const inverse = tf.rsqrt(tf.add(variance as tf.Tensor, call.number('epsilon')));
  const factor = call.raw('scale') === null ? inverse : tf.mul(inverse, toFloat(call.tensor('scale')));
  const shift = tf.mul(mean as tf.Tensor, factor);
  const rest = call.raw('offset') === null ? tf.neg(shift) : tf.sub(toFloat(call.tensor('offset')), shift);
  return tf.add(tf.mul(x as tf.Tensor, factor), rest);
});

const oneHot = operation(['x', 'num_classes', 'on', 'off', 'axis', 'dtype'], (call) => {
  const x = call.tensor('x');
  const value = (name: string, fallback: number) => {
    const stated = call.json(name, fallback);
    return { number: Number(stated), type: typeof stated };
  };
  const [on, off] = [value('on', 1), value('off', 0)];
  const places = hot(x, call.whole('num_classes'), call.axis('axis', x.rank + 1, -1), on.number, off.number);
  return castTo(places, String(call.json('dtype', on.type === 'boolean' ? 'bool' : 'float32')));
});

const tfRelu = (name: string): Operation => ACTIVATIONS[name] as Operation;
const lossOf = (name: string): Operation =>
  operation(['target', 'output', 'axis'], (call, site) =>
    callOperator(LOSSES[name], site, {
      target: held(call.tensor('target')),
      output: held(call.tensor('output')),
      from_logits: { kind: 'constant', value: true },
      ...(call.raw('axis') === null ? {} : { axis: call.raw('axis') as Resolved }),
    }),
  );

/** Neural functions of TensorFlow by the names that tf.keras records. */
export const TENSORFLOW_NN: Table = {
  ...rows(tfRelu('Relu'), 'features=x', 'nn.relu'),
  ...rows(tfRelu('Relu6'), 'features=x', 'nn.relu6'),
  ...rows(tfRelu('Elu'), 'features=x', 'nn.elu'),
  ...rows(tfRelu('Selu'), 'features=x', 'nn.selu'),
  ...rows(tfRelu('Softplus'), 'features=x', 'math.softplus', 'nn.softplus'),
  ...rows(tfRelu('Softsign'), 'features=x', 'nn.softsign', 'math.softsign'),
  ...rows(tfRelu('Sigmoid'), 'x', 'math.sigmoid', 'nn.sigmoid'),
  ...rows(tfRelu('LogSigmoid'), 'x', 'math.log_sigmoid'),
  ...rows(UNARY.Tanh, 'x', 'nn.tanh'),
  ...rows(
    operation(['x', 'beta'], (call) => {
      const x = toFloat(call.tensor('x'));
      return tf.mul(x, tf.sigmoid(tf.mul(x, call.number('beta', 1))));
    }),
    'features=x beta',
    'nn.silu',
    'nn.swish',
  ),
  ...rows(
    operation(['x', 'approximate'], (call) => gelu(toFloat(call.tensor('x')), call.flag('approximate'))),
    'features=x approximate',
    'nn.gelu',
  ),
  ...rows(
    operation(['x', 'alpha'], (call) => leakyRelu(toFloat(call.tensor('x')), call.number('alpha', 0.2))),
    'features=x alpha',
    'nn.leaky_relu',
  ),
  ...rows(
    operation(['x', 'axis'], (call) => {
      const x = toFloat(call.tensor('x'));
      return tf.concat([relu(x), relu(tf.neg(x))], call.axis('axis', x.rank, -1));
    }),
    'features=x axis',
    'nn.crelu',
    'compat.v1.nn.crelu',
  ),
  ...rows(tfRelu('Softmax'), 'logits=x axis dim=axis', 'nn.softmax', 'compat.v1.nn.softmax'),
  ...rows(
    operation(['x', 'axis'], (call) => {
      const x = toFloat(call.tensor('x'));
      return logSoftmax(x, [call.axis('axis', x.rank, -1)]);
    }),
    'logits=x axis',
    'nn.log_softmax',
  ),
  ...rows(
    l2Normalize,
    'x axis epsilon dim=axis',
    'math.l2_normalize',
    'nn.l2_normalize',
    'linalg.l2_normalize',
  ),
  ...rows(
    operation(['x', 'bias', 'data_format'], (call) => {
      const format = call.json('data_format', 'NHWC');
      if (format !== 'NHWC') throw new RunStop(`Its data_format ${String(format)} is not supported.`);
      return plus(call.tensor('x'), call.tensor('bias'));
    }),
    'value=x bias data_format',
    'nn.bias_add',
  ),
  ...rows(NORMALIZING.Moments, 'x axes shift=- keepdims', 'nn.moments'),
  ...rows(batchNorm, 'x mean variance offset scale variance_epsilon=epsilon', 'nn.batch_normalization'),
  ...rows(
    operation(['x'], (call) => tf.div(tf.sum(tf.square(toFloat(call.tensor('x')))), 2)),
    't=x',
    'nn.l2_loss',
  ),
  ...rows(
    operation(['x'], (call) => tf.mean(tf.cast(tf.equal(toFloat(call.tensor('x')), 0), 'float32'))),
    'value=x',
    'math.zero_fraction',
  ),
  ...rows(
    lossOf('CategoricalCrossentropy'),
    'labels=target logits=output axis',
    'nn.softmax_cross_entropy_with_logits',
    'compat.v1.nn.softmax_cross_entropy_with_logits_v2',
  ),
  ...rows(
    lossOf('BinaryCrossentropy'),
    'labels=target logits=output',
    'nn.sigmoid_cross_entropy_with_logits',
    'compat.v1.nn.sigmoid_cross_entropy_with_logits',
  ),
  ...rows(
    lossOf('SparseCategoricalCrossentropy'),
    'labels=target logits=output',
    'nn.sparse_softmax_cross_entropy_with_logits',
    'compat.v1.nn.sparse_softmax_cross_entropy_with_logits',
  ),
  ...rows(oneHot, 'indices=x depth=num_classes on_value=on off_value=off axis dtype', 'one_hot'),
  ...rows(
    convolution('Conv', ['kernel']),
    'input=inputs filters=kernel strides padding data_format dilations=dilation_rate filter=kernel dilation_rate',
    'nn.conv2d',
    'nn.conv3d',
    'nn.convolution',
    'compat.v1.nn.conv2d',
    'compat.v1.nn.convolution',
  ),
  ...rows(
    convolution('Conv', ['kernel']),
    'input=inputs filters=kernel stride=strides padding data_format dilations=dilation_rate',
    'nn.conv1d',
    'compat.v1.nn.conv1d',
  ),
  ...rows(
    convolution('DepthwiseConv', ['kernel']),
    'input=inputs filter=kernel strides padding data_format dilations=dilation_rate rate=dilation_rate',
    'nn.depthwise_conv2d',
    'compat.v1.nn.depthwise_conv2d',
  ),
  ...rows(
    convolution('SeparableConv', ['depthwise_kernel', 'pointwise_kernel']),
    'input=inputs depthwise_filter=depthwise_kernel pointwise_filter=pointwise_kernel strides padding data_format dilations=dilation_rate rate=dilation_rate',
    'nn.separable_conv2d',
    'compat.v1.nn.separable_conv2d',
  ),
  ...rows(
    pooling('MaxPool'),
    'input=inputs ksize=pool_size strides padding data_format',
    'nn.max_pool2d',
    'nn.max_pool1d',
    'nn.max_pool',
    'nn.max_pool3d',
    'compat.v1.nn.max_pool',
  ),
  ...rows(
    pooling('AveragePool'),
    'input=inputs ksize=pool_size strides padding data_format',
    'nn.avg_pool2d',
    'nn.avg_pool1d',
    'nn.avg_pool',
    'nn.avg_pool3d',
    'compat.v1.nn.avg_pool',
  ),
  ...rows(blocks('DepthToSpace'), 'input=x block_size data_format', 'nn.depth_to_space'),
  ...rows(blocks('SpaceToDepth'), 'input=x block_size data_format', 'nn.space_to_depth'),
  ...rows(ENCODING.OneHot, 'indices=x num_classes', 'keras.backend.one_hot'),
};

function blocks(name: string): Operation {
  return operation(['x', 'block_size', 'data_format'], (call, site) => {
    const format = call.json('data_format', 'NHWC');
    if (format !== 'NHWC') throw new RunStop(`Its data_format ${String(format)} is not supported.`);
    return callOperator(BLOCKS[name], site, {
      x: held(call.tensor('x')),
      block_size: call.raw('block_size') as Resolved,
    });
  });
}
