import * as tf from '@tensorflow/tfjs-core';
import { clip, leakyRelu, relu } from '../../ops/elementary.ts';
import { CONVOLUTIONS } from './convolutions.ts';
import type { Compute, OpCall } from './OpCall.ts';

/** What Grappler fuses behind a product (`core/grappler/optimizers/remapper.cc`). */
const ACTIVATIONS: Readonly<Record<string, (x: tf.Tensor, call: OpCall) => tf.Tensor>> = {
  Relu: relu,
  Relu6: (x) => clip(x, 0, 6),
  Elu: (x) => tf.elu(x),
  LeakyRelu: (x, call) => leakyRelu(x, call.number('leakyrelu_alpha')),
  Sigmoid: (x) => tf.sigmoid(x),
  Tanh: (x) => tf.tanh(x),
};

/** A product, and then what the attribute `fused_ops` lists, one after another. */
function fused(product: Compute): Compute {
  return (call) => {
    const made = product(call);
    const start = made instanceof tf.Tensor ? made : (made[0] as tf.Tensor);
    return call.texts('fused_ops').reduce((x, step) => {
      if (step === 'BiasAdd') return tf.add(x, call.at(2));
      if (step === 'Prelu') return tf.prelu(x, call.at(3));
      const activation = ACTIVATIONS[step];
      return activation ? activation(x, call) : call.refuse(`it fuses ${step}, which is not supported.`);
    }, start);
  };
}

const matMul: Compute = (call) =>
  tf.matMul(call.at(0), call.at(1), call.bool('transpose_a'), call.bool('transpose_b'));

/** Fused operations of converted graphs, taken apart. */
export const FUSED: Readonly<Record<string, Compute>> = {
  _FusedConv2D: fused(CONVOLUTIONS.Conv2D as Compute),
  FusedDepthwiseConv2dNative: fused(CONVOLUTIONS.DepthwiseConv2dNative as Compute),
  _FusedDepthwiseConv2dNative: fused(CONVOLUTIONS.DepthwiseConv2dNative as Compute),
  _FusedMatMul: fused(matMul),
};
