import { describe, expect, it } from 'vitest';
import type { Json, PartialShape, Tensor } from '../../model/index.ts';
import { toFloat64 } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { generateSamples } from './generateSamples.ts';
import { readSamples } from './readSamples.ts';
import { hashSamples, takeSample } from './Samples.ts';

/** A model of one input and the layer that reads it. */
function reading(
  className: string,
  config: Readonly<Record<string, Json>>,
  shape: PartialShape,
  dtype = 'float32',
): RunnableModel {
  const layer = (name: string, kind: string, options: Readonly<Record<string, Json>>) =>
    ({
      id: name,
      name,
      kind: 'layer',
      className: kind,
      module: null,
      config: options,
      parent: null,
      variables: [],
      build: null,
    }) as never;
  const ref = { node: 'x', output: 0 };
  return {
    layers: [layer('x', 'InputLayer', {}), layer('y', className, config)],
    graph: {
      nodes: [{ id: 'y', layer: 'y', call: 0, args: [{ kind: 'tensor', ref }], kwargs: {} }],
      inputs: [{ name: 'x', ref, shape, dtype }],
      outputs: [],
      models: [],
    },
    version: null,
    weightsOf: async () => ({}),
  };
}

const drawn = async (model: RunnableModel, count = 4, seed = 0): Promise<Tensor> =>
  (await generateSamples([model], { count, seed })).inputs[0]?.tensor as Tensor;
const numbers = (tensor: Tensor): number[] => [...(toFloat64(tensor) ?? [])];

describe('generateSamples', () => {
  it('fills free axes and repeats itself for one seed', async () => {
    const model = reading('Conv2D', {}, [null, null, null, 3]);
    const [first, again, other] = [await drawn(model), await drawn(model), await drawn(model, 4, 1)];
    expect(first.shape).toEqual([4, 32, 32, 3]);
    expect(again.bytes).toEqual(first.bytes);
    expect(other.bytes).not.toEqual(first.bytes);
  });

  it('stays below the vocabulary, and pads where 0 is masked', async () => {
    const tensor = await drawn(
      reading('Embedding', { input_dim: 5, mask_zero: true }, [null, 12], 'int32'),
      16,
    );
    expect(tensor.dtype).toBe('int32');
    expect(Math.max(...numbers(tensor))).toBeLessThan(5);
    expect(numbers(tensor)).toContain(0);
  });

  it('draws bytes for a layer that scales bytes, and values around the mean for a scaler', async () => {
    const bytes = numbers(await drawn(reading('Rescaling', { scale: 1 / 255 }, [null, 4, 4, 3])));
    expect(Math.max(...bytes)).toBeGreaterThan(100);
    const scaled = numbers(
      await drawn(reading('Normalization', { mean: [100, -5], variance: [4, 1] }, [null, 2])),
    );
    expect(scaled.every((value, i) => Math.abs(value - (i % 2 ? -5 : 100)) <= 4)).toBe(true);
  });

  it('makes texts of the vocabulary, and unknown ones', async () => {
    const config = { vocabulary: ['ham', 'egg'] };
    const words = (await drawn(reading('StringLookup', config, [null, 2], 'string'), 32)).strings ?? [];
    expect(words).toHaveLength(64);
    expect(new Set(words)).toEqual(new Set(['ham', 'egg', 'unknown-word']));
    const lines = (await drawn(reading('TextVectorization', config, [null, 1], 'string'), 8)).strings ?? [];
    expect(lines.some((line) => /^(ham|egg|unknown-word)( (ham|egg|unknown-word))+$/.test(line))).toBe(true);
    const numbered = numbers(
      await drawn(reading('IntegerLookup', { vocabulary: [7, 40] }, [null, 2], 'int64'), 32),
    );
    expect(new Set(numbered)).toEqual(new Set([7, 40, 41]));
  });

  it('refuses unknown types and shapes by the input’s name', async () => {
    await expect(drawn(reading('Dense', {}, [null, 1], 'complex64'))).rejects.toThrow(/"x" takes complex64/);
    await expect(drawn(reading('Dense', {}, []))).rejects.toThrow(/shape of input "x"/);
  });
});

describe('generateSamples for a graph of operations', () => {
  const node = (name: string, op: string, ...inputs: string[]) => ({ name, op, inputs, attrs: new Map() });
  const constant = (name: string, value: Tensor) => ({
    ...node(name, 'Const'),
    attrs: new Map([
      [
        'value',
        { kind: 'tensor' as const, value: { dtype: value.dtype, shape: value.shape, value: () => value } },
      ],
    ]),
  });
  const texts = (...strings: string[]): Tensor => ({
    ...{ dtype: 'string', shape: [strings.length], bytes: new Uint8Array(0), strings },
  });
  /** One call, named `y`, of these operations on the input. */
  const operating = (dtype: string, nodes: readonly object[]): RunnableModel => ({
    ...reading('TensorFlow operations', {}, [null, 12], dtype),
    weightsOf: async () => ({
      table: { dtype: 'float32', shape: [5, 2], bytes: new Uint8Array(40) },
    }),
    operations: new Map([
      [
        'y',
        {
          nodes,
          inputs: ['input_0'],
          weights: new Map([['variable', { layer: 'y', role: 'table' }]]),
          outputs: [],
          stop: null,
        } as never,
      ],
    ]),
  });

  it('draws ids below the rows of the variable that they choose from, negative ones counted from its end or not', async () => {
    const taken = [node('cast', 'Cast', 'input_0:0'), node('rows', 'GatherV2', 'variable:0', 'cast:0')];
    const wrapped = [
      node('chosen', 'SelectV2', 'less:0', 'add:0', 'input_0:0'),
      node('rows', 'GatherV2', 'variable:0', 'chosen:0'),
    ];
    for (const nodes of [taken, wrapped]) {
      const values = numbers(await drawn(operating('int32', nodes), 32));
      expect([Math.min(...values), Math.max(...values)]).toEqual([0, 4]);
    }
  });

  it('draws the words of a table, and sentences of them where texts are split', async () => {
    const table = [
      constant('keys', texts('red', 'green')),
      node('found', 'TwinspectLookup', 'words:1', 'x', 'keys:0'),
    ];
    const split = [
      node('low', 'StringLower', 'input_0:0'),
      node('words', 'StringSplitV2', 'low:0'),
      ...table,
    ];
    const whole = [node('words', 'Reshape', 'input_0:0'), ...table];
    const said = (await drawn(operating('string', split), 8)).strings ?? [];
    expect(said.some((it) => it.split(' ').length > 1)).toBe(true);
    expect(new Set(said.flatMap((it) => it.split(' ')))).toEqual(new Set(['red', 'green', 'unknown-word']));
    const words = (await drawn(operating('string', whole), 8)).strings ?? [];
    expect(new Set(words)).toEqual(new Set(['red', 'green', 'unknown-word']));
  });
});

describe('readSamples', () => {
  const model = reading('Dense', {}, [null, 2]);
  const array = (shape: number[], ...values: number[]): Tensor => ({
    dtype: 'float32',
    shape,
    bytes: new Uint8Array(Float32Array.from(values).buffer),
  });

  it.each(['x', 'input:x', 'features'])('takes the only input from %s', (name) => {
    const samples = readSamples(model, new Map([[name, array([1, 2], 3, 4)]]), 'f.npz');
    expect(samples.count).toBe(1);
    expect(numbers(samples.inputs[0]?.tensor as Tensor)).toEqual([3, 4]);
  });

  it('knows what was recorded by the names of outputs, and names what nobody asked for', () => {
    const [input] = model.graph.inputs;
    const scoring = { ...model, graph: { ...model.graph, outputs: [{ ...input!, name: 'score' }] } };
    const given = new Map([
      ['score', array([1, 2], 9, 9)],
      ['features', array([1, 2], 3, 4)],
    ]);
    const samples = readSamples(scoring, given, 'f.npz');
    expect(numbers(samples.inputs[0]?.tensor as Tensor)).toEqual([3, 4]);
    expect(samples.notes).toEqual([]);
    const more = readSamples(scoring, new Map([...given, ['x', array([1, 2], 5, 6)]]), 'f.npz');
    expect(more.notes).toEqual(['The array features is not used.']);
  });

  it('takes texts, and counts them in the hash of the samples', async () => {
    const text = (...strings: string[]): Tensor => ({
      dtype: 'string',
      shape: [strings.length],
      bytes: new Uint8Array(0),
      strings,
    });
    const words = reading('StringLookup', {}, [null], 'string');
    const of = (...strings: string[]) => readSamples(words, new Map([['x', text(...strings)]]), 'f.npz');
    expect(takeSample(of('a', 'b', 'c'), 1).inputs[0]?.tensor).toMatchObject({ shape: [1], strings: ['b'] });
    expect(await hashSamples(of('a', 'bc'))).not.toBe(await hashSamples(of('ab', 'c')));
  });

  it.each([
    ['int64', BigInt64Array.of(3n, 2n ** 53n + 1n), '9007199254740993'],
    ['int64', BigInt64Array.of(3n, -(2n ** 40n)), '-1099511627776'],
    ['uint64', BigUint64Array.of(3n, 2n ** 63n), '9223372036854775808'],
    ['uint32', Uint32Array.of(3, 2 ** 32 - 1), '4294967295'],
  ] as const)('refuses %s values that 32 bits do not hold', (dtype, { buffer }, told) => {
    const ids = reading('Embedding', { input_dim: 5, output_dim: 2 }, [null, 2], 'int32');
    const tensor = { dtype, shape: [1, 2], bytes: new Uint8Array(buffer) };
    expect(() => readSamples(ids, new Map([['x', tensor]]), 'f.npz')).toThrow(
      `The array x of f.npz holds the ${dtype} value ${told}, beyond`,
    );
  });

  it('names what does not fit, and notes NaN', () => {
    expect(() => readSamples(model, new Map([['x', array([1, 3], 1, 2, 3)]]), 'f.npz')).toThrow(
      /shape 1 × 3.*takes \? × 2/,
    );
    expect(() => readSamples(model, new Map(), 'f.npz')).toThrow(/no array for input "x"/);
    const samples = readSamples(model, new Map([['x', array([1, 2], Number.NaN, 4)]]), 'f.npz');
    expect(samples.notes).toEqual(['The array x holds 1 NaN.']);
  });
});
