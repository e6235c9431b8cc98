import { describe, expect, it } from 'vitest';
import type { AttrValue, Port, TfDataType, TfSubgraph } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { policyFloor, unevenFloor } from './policyFloor.ts';

/** A model whose only call is an operation of this type; of no operations at all without one. */
function model(type?: TfDataType): RunnableModel {
  const attrs = new Map<string, AttrValue>(type ? [['T', { kind: 'type', value: type }]] : []);
  const call: TfSubgraph = {
    nodes: [{ name: 'y', op: 'Relu', inputs: ['x:0'], attrs }],
    ...{ inputs: ['x'], weights: new Map(), outputs: ['y:0'], stop: null },
  };
  return {
    graph: { nodes: [], inputs: [], outputs: [], models: [] },
    layers: [],
    version: null,
    weightsOf: () => Promise.resolve({}),
    ...(type ? { operations: new Map([['y', call]]) } : {}),
  };
}

describe('What rounding to 16 bits may change', () => {
  it.each([
    ['half', 'float16', 2 ** -11],
    ['bfloat16', 'bfloat16', 2 ** -8],
    ['float', 'float32', 0],
  ] as const)(
    'counts for a TensorFlow graph of %s, which is computed in single precision',
    (_, type, floor) => {
      expect(policyFloor(model(type))).toBe(floor);
      expect(unevenFloor(model(), model(type))).toBe(floor);
      expect(unevenFloor(model(type), model())).toBe(floor);
    },
  );

  it('counts where one of two such graphs takes its inputs rounded, and the other rounds them', () => {
    const plain = model('bfloat16');
    const port: Port = { name: 'x', ref: { node: 'x', output: 0 }, shape: [null, 2], dtype: 'bfloat16' };
    const taking = { ...plain, graph: { ...plain.graph, inputs: [port] } };
    expect(unevenFloor(plain, taking)).toBe(2 ** -8);
    expect(unevenFloor(taking, taking)).toBe(0);
  });

  it('is no noise between two graphs that are computed alike', () => {
    expect(unevenFloor(model('float16'), model('float16'))).toBe(0);
    expect(unevenFloor(model(), model())).toBe(0);
  });
});
