import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttrValue, GraphNode, TfNode, TfSubgraph } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import type { WeightSource } from '../DeviceWeights.ts';
import { tensorsAlive } from '../testing.ts';
import { cutProduct } from './cutProduct.ts';
import { runSubgraph } from './runSubgraph.ts';
import { Subgraphs } from './Subgraphs.ts';

beforeAll(() => switchBackend('cpu'));

type Attrs = Readonly<Record<string, AttrValue>>;
const FLOAT: Attrs = { T: { kind: 'type', value: 'float32' } };

const node = (name: string, op: string, inputs: readonly string[] = [], attrs: Attrs = {}): TfNode => ({
  ...{ name, op, attrs: new Map(Object.entries(attrs)) },
  inputs: inputs.map((input) => `${input}:0`),
});

const product = (name: string, x: string, y: string, attrs: Attrs = FLOAT): TfNode =>
  node(name, 'MatMul', [x, y], attrs);

function graphOf(nodes: readonly TfNode[], outputs: readonly string[]): TfSubgraph {
  const places = ['x', 'k', 'l'].map((name) => node(name, 'Placeholder'));
  const weights = new Map(['k', 'l'].map((role) => [role, { layer: 'layer', role }]));
  return {
    nodes: [...places, ...nodes],
    inputs: ['x'],
    weights,
    outputs: outputs.map((it) => `${it}:0`),
    stop: null,
  };
}

const isLarge = (name: string): boolean => name === 'k' || name === 'l';

describe('A product with a large matrix is not cut out where', () => {
  it.each([
    [
      'one of the two is transposed',
      [product('y', 'x', 'k', { ...FLOAT, transpose_b: { kind: 'b', value: true } })],
    ],
    ['it is not of float32', [product('y', 'x', 'k', { T: { kind: 'type', value: 'float16' } })]],
    ['its matrix is read once more', [product('z', 'x', 'k'), node('y', 'AddV2', ['z', 'k'], FLOAT)]],
    ['something loops', [product('y', 'x', 'k'), node('w', 'Enter', ['y'])]],
    ['the matrix stands on the left', [product('y', 'k', 'x')]],
  ])('%s', (_, nodes) => {
    expect(cutProduct(graphOf(nodes, ['y']), isLarge)).toBeNull();
  });

  it('the matrix is an output itself', () => {
    expect(cutProduct(graphOf([product('y', 'x', 'k')], ['y', 'k']), isLarge)).toBeNull();
  });
});

describe('A call that multiplies with large matrices', () => {
  const count = (from: number): number[] => Array.from({ length: 12 }, (_, i) => (from + i) / 8);
  const values = { k: count(0), l: count(3) };
  const shapes = { k: [3, 4], l: [4, 3] } as const;

  const source = (large: boolean): WeightSource => {
    const rowsOf = (role: 'k' | 'l') => ({
      shape: shapes[role],
      async rows(from: number, to: number) {
        const width = shapes[role][1];
        const bytes = new Uint8Array(Float32Array.from(values[role].slice(from * width, to * width)).buffer);
        return { dtype: 'float32' as const, shape: [to - from, width], bytes };
      },
    });
    const held = { k: tf.tensor2d(values.k, [3, 4]), l: tf.tensor2d(values.l, [4, 3]) };
    return {
      of: async (_, without) =>
        Object.fromEntries(Object.entries(held).filter(([role]) => !without?.has(role))),
      large: () => (large ? { k: rowsOf('k'), l: rowsOf('l') } : {}),
      forget() {},
      dispose: () => tf.dispose(held),
    };
  };

  it.each([
    ['alone', [product('y', 'x', 'k')], ['y']],
    ['with operations before and after', around(), ['y']],
    ['twice, and puts out what lies between', around(), ['y', 'between', 'x']],
  ])('%s answers as with the matrices held', async (_, nodes, outputs) => {
    const graph = graphOf(nodes, outputs);
    const x = tf.tensor2d([1, -2, 3, 4, 5, -6], [2, 3]);
    const call = { args: [{ kind: 'value' as const, value: { tensor: x, mask: null } }], kwargs: {} };
    const answers = async (large: boolean) => {
      const [weights, subgraphs] = [source(large), new Subgraphs(new Map([['n', graph]]))];
      const made = await runSubgraph(subgraphs, { id: 'n' } as GraphNode, call, weights);
      const read = made.map(({ tensor }) => [tensor.shape, [...tensor.dataSync()]]);
      tf.dispose(made.map(({ tensor }) => tensor));
      subgraphs.dispose();
      weights.dispose();
      return read;
    };
    const before = tensorsAlive();
    expect(await answers(true)).toEqual(await answers(false));
    expect(tensorsAlive()).toBe(before);
    x.dispose();
  });
});

function around(): TfNode[] {
  return [
    node('first', 'Neg', ['x'], FLOAT),
    product('p', 'first', 'k'),
    node('between', 'Relu', ['p'], FLOAT),
    product('q', 'between', 'l'),
    node('y', 'Tanh', ['q'], FLOAT),
  ];
}
