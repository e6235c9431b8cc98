import * as tf from '@tensorflow/tfjs-core';
import { isArray } from '../../model/index.ts';
import { select } from '../ops/anyRank.ts';
import { RunStop } from '../RunStop.ts';
import type { Value } from '../Value.ts';
import { inputOf, inputsOf, onlyKnownArguments } from './callArguments.ts';
import { generationOf } from './generation.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';
import { flag, numeric, whole } from './options.ts';
import { simple, simpleFloat } from './simple.ts';

/** Rows of a table by id; since Keras 3 negative ids count from its end. */
export function embedding(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const { tensor } = inputOf(call);
  const [size, width] = [whole(call.options, 'input_dim'), whole(call.options, 'output_dim')];
  const stated = tf.cast(tensor, 'int32');
  // Keras 3 counts negative ids from the end.
  const wraps = generationOf(call) === 3;
  const ids = wraps ? select(tf.less(stated, 0), tf.add(stated, tf.scalar(size, 'int32')), stated) : stated;
  refuseOutside(ids, size);
  const shape = [...ids.shape, width];
  const rows = (): tf.Tensor =>
    tf.gather(call.weights.get('embeddings', [size, width]), tf.reshape(ids, [-1]));
  return [
    {
      tensor: call.weights.applied('embeddings', shape) ?? tf.reshape(rows(), shape),
      mask: flag(call.options, 'mask_zero') ? tf.notEqual(tensor, 0) : null,
    },
  ];
}

/** TensorFlow throws for ids outside the vocabulary; WebGL would answer zeros. */
function refuseOutside(ids: tf.Tensor, size: number): void {
  if (ids.size === 0) return;
  const [low = 0] = tf.min(ids).dataSync();
  const [high = 0] = tf.max(ids).dataSync();
  if (low < 0 || high >= size)
    throw new RunStop(`An input id is ${low < 0 ? low : high}, outside its vocabulary of ${size}.`);
}

function masking(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  const { tensor: x } = inputOf(call);
  const kept = tf.any(tf.notEqual(x, numeric(call.options, 'mask_value')), -1, true);
  const tensor =
    generationOf(call) === 3 ? select(kept, x, tf.zerosLike(x)) : tf.mul(x, tf.cast(kept, x.dtype));
  return [{ tensor, mask: tf.squeeze(kept, [-1]) }];
}

function rescaling(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const constant = (key: string): tf.Tensor => {
    const value = call.options[key];
    if (isArray(value) && value.every((item) => typeof item === 'number'))
      return tf.tensor1d(value as number[]);
    return tf.scalar(numeric(call.options, key));
  };
  const { round } = call.precision;
  return tf.add(round(tf.mul(x, round(constant('scale')))), round(constant('offset')));
}

const identity = simple('passes', (x) => x);

/** Hands on whatever it is given, lists and dicts too: its outputs in the order in which Keras flattens them. */
const identical: Kernel = (call) => {
  onlyKnownArguments(call, ['inputs', 'training']);
  const passes = call.version?.generation !== 2;
  return inputsOf(call).map(({ tensor, mask }) => ({ tensor, mask: passes ? mask : null }));
};

/** Core and simple preprocessing layers. */
export const CORE: KernelTable = {
  InputLayer: identity,
  Identity: identical,
  ActivityRegularization: identity,
  Embedding: embedding,
  Masking: masking,
  Rescaling: simpleFloat('passes since 3', rescaling),
};
