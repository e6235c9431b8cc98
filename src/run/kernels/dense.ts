import * as tf from '@tensorflow/tfjs-core';
import { isObject } from '../../model/index.ts';
import { einsum } from '../ops/einsum.ts';
import { refuseBias } from '../ops/refuseBias.ts';
import { halfMatMul } from '../precision/halfMatMul.ts';
import { RunStop } from '../RunStop.ts';
import { activate } from './activate.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { flag, whole } from './options.ts';
import { axisSize } from './shapes.ts';
import { simpleFloat } from './simple.ts';

/** `x · kernel` over the last axis, at any rank, not yet rounded. */
export function multiplyLast(x: tf.Tensor, kernel: tf.Tensor, call: KernelCall): tf.Tensor {
  const size = axisSize(x, -1);
  const rows = size === 0 ? 0 : x.size / size;
  const flat = halfMatMul(tf.reshape(x, [rows, size]), kernel, call.precision, call.version);
  return tf.reshape(flat, [...x.shape.slice(0, -1), kernel.shape[1] ?? 0]);
}

function dense(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const units = whole(call.options, 'units');
  const product = call.precision.roundProduct(
    call.weights.applied('kernel', [...x.shape.slice(0, -1), units]) ??
      multiplyLast(x, call.weights.get('kernel', [axisSize(x, -1), units]), call),
  );
  const sum = flag(call.options, 'use_bias') ? tf.add(product, call.weights.get('bias', [units])) : product;
  return activate(call, call.precision.roundProduct(sum));
}

/** Sizes of the equation's letters as the input and the stated output shape give them. */
function einsumDense(x: tf.Tensor, call: KernelCall): tf.Tensor {
  const { equation, bias_axes: biasAxes, output_shape: stated } = call.options;
  const match = /^([a-zA-Z.]+),([a-zA-Z]+)->([a-zA-Z.]+)$/.exec(String(equation).replaceAll(' ', ''));
  const [, input = '', kernel = '', output = ''] = match ?? [];
  if (match === null || isObject(stated))
    throw new RunStop(`Its option equation = ${JSON.stringify(equation)} is not supported.`);
  const sizes = new Map<string, number>();
  const fromEnd = (term: string, shape: readonly (number | null)[]) => {
    const letters = [...(term.split('...').at(-1) ?? '')];
    letters.forEach((letter, i) => {
      const size = shape[shape.length - letters.length + i];
      if (typeof size === 'number' && !sizes.has(letter)) sizes.set(letter, size);
    });
  };
  fromEnd(input, x.shape);
  if (!input.includes('...'))
    for (const [i, letter] of [...input].entries()) sizes.set(letter, x.shape[i] ?? 0);
  fromEnd(output, (Array.isArray(stated) ? stated : [stated]) as (number | null)[]);
  const shapeOf = (letters: string) => [...letters].map((letter) => sizes.get(letter) ?? null);
  const result = call.precision.roundProduct(
    einsum(String(equation), [x, call.weights.get('kernel', shapeOf(kernel))]),
  );
  if (biasAxes === null || biasAxes === undefined) return activate(call, result);
  const outputLetters = [...output.replace('...', '')];
  const lead = result.rank - outputLetters.length;
  const axes = outputLetters.map((letter) => String(biasAxes).includes(letter));
  const shape = result.shape.map((size, axis) => (axis >= lead && axes[axis - lead] ? size : 1));
  const first = shape.findIndex((size, axis) => axis >= lead && axes[axis - lead] && size > 0);
  const bias = call.weights.get('bias', shape.slice(first));
  // Until 3.9 it is added as Python adds, which is as NumPy does (`keras/src/layers/core/einsum_dense.py`).
  if (call.version === null || call.version.minor >= 10) refuseBias(result, bias, call.version);
  return activate(call, call.precision.roundProduct(tf.add(result, tf.reshape(bias, shape))));
}

/** Layers that multiply by a matrix. */
export const DENSE: KernelTable = {
  Dense: simpleFloat('passes', dense),
  EinsumDense: simpleFloat('ends', einsumDense),
};
