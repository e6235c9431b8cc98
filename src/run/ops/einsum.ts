import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';

interface Operand {
  readonly labels: readonly string[];
  readonly tensor: tf.Tensor;
}

/** Einstein summation of one, two or more tensors by transpose, reshape and matMul; wasm has no kernel for it. */
export function einsum(equation: string, tensors: readonly tf.Tensor[]): tf.Tensor {
  const { inputs, output } = parse(equation, tensors);
  const operands = tensors.map((tensor, i): Operand => ({ tensor, labels: inputs[i] ?? [] }));
  const [first, ...rest] = operands;
  if (first === undefined) throw new RunStop(`Its equation ${equation} has no operand.`);
  let left = first;
  rest.forEach((right, index) => {
    const later = rest.slice(index + 1).flatMap((operand) => operand.labels);
    left = contract(left, right, new Set([...output, ...later]));
  });
  return arrange(sumAway(left, new Set(output)), output);
}

function parse(equation: string, tensors: readonly tf.Tensor[]) {
  const [left, right] = equation.replaceAll(' ', '').split('->');
  const terms = (left ?? '').split(',');
  if (right === undefined || terms.length !== tensors.length)
    throw new RunStop(`Its equation ${equation} does not fit ${tensors.length} operands.`);
  const widths = terms.map((term, i) => (tensors[i]?.rank ?? 0) - term.replace('...', '').length);
  const widest = Math.max(0, ...terms.map((term, i) => (term.includes('...') ? (widths[i] ?? 0) : 0)));
  const dots = [...Array(widest).keys()].map((i) => `.${i}`);
  const expand = (term: string, width: number): string[] => {
    const [before = '', after] = term.split('...');
    const middle = after === undefined ? [] : dots.slice(dots.length - width);
    return [...before, ...middle, ...(after ?? '')];
  };
  const inputs = terms.map((term, i) => expand(term, widths[i] ?? 0));
  inputs.forEach((labels, i) => {
    if (labels.length !== tensors[i]?.rank || new Set(labels).size !== labels.length)
      throw new RunStop(
        `Its equation ${equation} is not supported for an operand of rank ${tensors[i]?.rank}.`,
      );
  });
  return { inputs, output: expand(right, widest) };
}

function sumAway(operand: Operand, keep: ReadonlySet<string>): Operand {
  const axes = operand.labels.flatMap((label, axis) => (keep.has(label) ? [] : [axis]));
  if (axes.length === 0) return operand;
  return { tensor: tf.sum(operand.tensor, axes), labels: operand.labels.filter((label) => keep.has(label)) };
}

function arrange(operand: Operand, labels: readonly string[]): tf.Tensor {
  const order = labels.map((label) => operand.labels.indexOf(label));
  if (order.includes(-1)) throw new RunStop(`Its equation asks for an axis that no operand has.`);
  return order.every((from, to) => from === to) ? operand.tensor : tf.transpose(operand.tensor, order);
}

function contract(a: Operand, b: Operand, keep: ReadonlySet<string>): Operand {
  const left = sumAway(a, new Set([...keep, ...b.labels]));
  const right = sumAway(b, new Set([...keep, ...a.labels]));
  const shared = left.labels.filter((label) => right.labels.includes(label));
  const batch = shared.filter((label) => keep.has(label));
  const summed = shared.filter((label) => !keep.has(label));
  const freeLeft = left.labels.filter((label) => !shared.includes(label));
  const freeRight = right.labels.filter((label) => !shared.includes(label));
  const sizeOf = new Map<string, number>();
  for (const { labels, tensor } of [left, right])
    labels.forEach((label, axis) => {
      const size = tensor.shape[axis] ?? 1;
      if (sizeOf.has(label) && sizeOf.get(label) !== size)
        throw new RunStop(`Its equation meets sizes ${sizeOf.get(label)} and ${size} on one axis.`);
      sizeOf.set(label, size);
    });
  const sizes = (labels: readonly string[]) => labels.map((label) => sizeOf.get(label) ?? 1);
  const product = (labels: readonly string[]) => sizes(labels).reduce((n, size) => n * size, 1);
  const matrix = (operand: Operand, rows: readonly string[], columns: readonly string[]) =>
    tf.reshape(arrange(operand, [...batch, ...rows, ...columns]), [
      product(batch),
      product(rows),
      product(columns),
    ]);
  const result = tf.matMul(matrix(left, freeLeft, summed), matrix(right, summed, freeRight));
  const labels = [...batch, ...freeLeft, ...freeRight];
  return { tensor: tf.reshape(result, sizes(labels)), labels };
}
