import { describe, expect, it } from 'vitest';
import type { JsonObject, Shape } from '../../model/index.ts';
import type { ConvertedGraph } from '../converted/ConvertedGraph.ts';
import { fileSet } from '../fileSet.ts';
import type { RangedTensor } from '../rangedStore.ts';
import { withKerasGates } from './withKerasGates.ts';

const [GATES, UNITS, INPUTS] = [{ LSTM: 4, GRU: 3, RNN: 1 }, 2, 3];

/** A constant whose element `i` is `value(i)`. */
function constant(place: string, shape: Shape, value: (i: number) => number): RangedTensor {
  const numbers = Float32Array.from({ length: shape.reduce((n, axis) => n * axis, 1) }, (_, i) => value(i));
  const bytes = new Uint8Array(numbers.buffer);
  const storage = { member: null, layout: { kind: 'inflated', why: 'made up' } } as const;
  return {
    ...{ place, storage, range: null, load: () => Promise.resolve(bytes) },
    dataset: { dtype: 'float32', shape, byteLength: bytes.length },
  };
}

/** One recurrent node: kernels and biases count their elements, the recurrent bias is zero unless it is asked for. */
function graphOf(op: keyof typeof GATES, attributes: JsonObject, recurrentBias = false): ConvertedGraph {
  const directions = attributes.direction === 'bidirectional' ? 2 : 1;
  const rows = GATES[op] * UNITS;
  const bias = (i: number): number => (recurrentBias || i % (2 * rows) < rows ? i + 1 : 0);
  const constants = new Map([
    ['w', constant('w', [directions, rows, INPUTS], (i) => i)],
    ['r', constant('r', [directions, rows, UNITS], (i) => i)],
    ['b', constant('b', [directions, 2 * rows], bias)],
  ]);
  const node = { name: 'cell', op, inputs: ['x', 'w', 'r', 'b'], outputs: ['y'], attributes };
  return { nodes: [node], constants, outputs: new Set(['y']), notes: [] };
}

async function laidOut(graph: ConvertedGraph): Promise<Record<string, readonly number[]>> {
  const { constants } = await withKerasGates(graph, fileSet('none', []));
  const read = [...constants].map(async ([name, { load }]) => {
    const bytes = (await load?.()) as Uint8Array;
    return [name, [...new Float32Array(bytes.slice().buffer)]] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** Rows of ONNX as columns of Keras, in this order. */
const columns = (rows: readonly number[], width: number, from = 0): number[] =>
  Array.from({ length: width }, (_, input) => rows.map((row) => from + row * width + input)).flat();

describe('Recurrent weights of ONNX', () => {
  it('have the gates of an LSTM in Keras’ order: i f c o of i o f c', async () => {
    const rows = [0, 1, 4, 5, 6, 7, 2, 3];
    expect(await laidOut(graphOf('LSTM', { direction: 'forward' }))).toEqual({
      'cell/kernel': columns(rows, INPUTS),
      'cell/recurrent': columns(rows, UNITS),
      'cell/bias': rows.map((row) => row + 1),
    });
  });

  it('keep the order of a GRU’s gates, with both biases where it resets after', async () => {
    const rows = [0, 1, 2, 3, 4, 5];
    const own = { 'cell/kernel': columns(rows, INPUTS), 'cell/recurrent': columns(rows, UNITS) };
    expect(await laidOut(graphOf('GRU', { linear_before_reset: 1 }))).toEqual({
      ...own,
      'cell/bias': [1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0],
    });
    expect(await laidOut(graphOf('GRU', {}))).toEqual({ ...own, 'cell/bias': [1, 2, 3, 4, 5, 6] });
  });

  it('keep a recurrent bias that is not zero, which no layer of Keras has', async () => {
    const found = await laidOut(graphOf('RNN', { direction: 'reverse' }, true));
    expect([found['cell/bias'], found['cell/recurrentBias']]).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('are taken apart by direction', async () => {
    const found = await laidOut(graphOf('GRU', { direction: 'bidirectional' }));
    const rows = [0, 1, 2, 3, 4, 5];
    expect(found['cell/kernel']).toEqual(columns(rows, INPUTS));
    expect(found['cell/kernel (backward)']).toEqual(columns(rows, INPUTS, 6 * INPUTS));
    expect(found['cell/bias (backward)']).toEqual(rows.map((row) => row + 13));
  });

  it('stay as they are where their shapes do not fit each other', async () => {
    const graph = graphOf('LSTM', { direction: 'bidirectional' });
    const node = { ...graph.nodes[0], attributes: { direction: 'forward' } } as (typeof graph.nodes)[number];
    const odd = { ...graph, nodes: [node] };
    expect(await withKerasGates(odd, fileSet('none', []))).toBe(odd);
  });
});
