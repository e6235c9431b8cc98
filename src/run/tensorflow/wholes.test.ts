import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttrValue, TfDataType, TfNode } from '../../model/index.ts';
import { Subgraphs } from './Subgraphs.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const typeAttr = (value: TfDataType): AttrValue => ({ kind: 'type', value });

/** Runs one operation on whole numbers, as a graph that states `type` for them. */
async function run(
  op: string,
  inputs: readonly tf.Tensor[],
  attrs: Readonly<Record<string, AttrValue>>,
): Promise<number[]> {
  const names = inputs.map((_, i) => `x${i}`);
  const placeholders = names.map(
    (name): TfNode => ({ name, op: 'Placeholder', inputs: [], attrs: new Map() }),
  );
  const node = {
    name: 'y',
    op,
    inputs: names.map((name) => `${name}:0`),
    attrs: new Map(Object.entries(attrs)),
  };
  const subgraph = {
    nodes: [...placeholders, node],
    ...{ inputs: names, weights: new Map(), outputs: ['y:0'], stop: null },
  };
  const subgraphs = new Subgraphs(new Map([['y', subgraph]]));
  const [answer] = await subgraphs.run('y', inputs, new Map());
  return [...(answer as tf.Tensor).dataSync()];
}

const whole = (values: readonly number[]): tf.Tensor => tf.tensor([...values], [values.length], 'int32');
const binary = (op: string, a: number, b: number, type: TfDataType): Promise<number[]> =>
  run(op, [whole([a]), whole([b])], { T: typeAttr(type) });

const EXACT: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  AddV2: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  SquaredDifference: (a, b) => (a - b) ** 2n,
};

describe('arithmetic of whole numbers in a graph', () => {
  const any = fc.oneof(fc.integer(), fc.integer({ min: -70_000, max: 70_000 }));

  it.each(Object.entries(EXACT))('%s is exact, or refused by name', async (op, exact) => {
    await fc.assert(
      fc.asyncProperty(any, any, async (a, b) => {
        const wanted = exact(BigInt(a), BigInt(b));
        const fits = BigInt.asIntN(32, wanted) === wanted;
        if (fits) expect(await binary(op, a, b, 'int64')).toEqual([Number(wanted)]);
        else await expect(binary(op, a, b, 'int64')).rejects.toThrow(`${op}: it makes an int64 value beyond`);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['uint8', 200, 56, 'a uint8 value beyond 255: TensorFlow wraps'],
    ['int8', 100, 28, 'an int8 value beyond 127: TensorFlow wraps'],
    ['uint16', 65_000, 536, 'a uint16 value beyond 65535: TensorFlow wraps'],
    ['int32', 2 ** 31 - 1, 1, 'an int32 value beyond 2147483647: TensorFlow wraps'],
    [
      'uint64',
      2 ** 31 - 1,
      1,
      'a uint64 value beyond 2147483647: whole numbers are computed exactly within 32 bits',
    ],
  ] as const)('refuses a sum that %s does not hold', async (type, a, b, why) => {
    await expect(binary('AddV2', a, b, type)).rejects.toThrow(why);
    expect(await binary('AddV2', a - 1, b, type)).toEqual([a - 1 + b]);
  });

  it.each([
    ['Sum', { keep_dims: { kind: 'b', value: false } }, 4_000_000],
    ['Cumsum', { exclusive: { kind: 'b', value: false }, reverse: { kind: 'b', value: false } }, 4_000_000],
  ] as const)('refuses a %s that leaves 32 bits', async (op, attrs, count) => {
    const all = { ...attrs, T: typeAttr('int64') };
    const few = await run(op, [whole([1, 2, 3]), tf.scalar(0, 'int32')], all);
    expect(few.at(-1)).toBe(6);
    const many = whole(new Array<number>(count / 1000).fill(1_000_000));
    await expect(run(op, [many, tf.scalar(0, 'int32')], all)).rejects.toThrow('an int64 value beyond');
  });

  it('refuses a product that leaves 32 bits', async () => {
    const attrs = { keep_dims: { kind: 'b', value: false }, T: typeAttr('int64') } as const;
    expect(await run('Prod', [whole([3, 4, 5]), tf.scalar(0, 'int32')], attrs)).toEqual([60]);
    await expect(run('Prod', [whole([65_536, 65_536]), tf.scalar(0, 'int32')], attrs)).rejects.toThrow(
      'an int64 value beyond',
    );
  });

  it.each([
    ['float32', 'uint8', [255.9], [255]],
    ['float32', 'int64', [-3.7], [-3]],
    ['int32', 'int8', [127], [127]],
  ] as const)('casts %s to %s', async (from, to, values, wanted) => {
    const x = tf.tensor([...values], [1], from);
    expect(await run('Cast', [x], { SrcT: typeAttr(from), DstT: typeAttr(to) })).toEqual(wanted);
  });

  it.each([
    ['float32', 'uint8', 256],
    ['float32', 'uint8', -1],
    ['float32', 'int64', 3e9],
    ['float32', 'int32', Number.NaN],
    ['int32', 'int8', 128],
    ['int32', 'uint64', -1],
  ] as const)('refuses a cast of %s to %s that does not hold %d', async (from, to, value) => {
    const x = tf.tensor([value], [1], from);
    await expect(run('Cast', [x], { SrcT: typeAttr(from), DstT: typeAttr(to) })).rejects.toThrow(
      `${to} value beyond`,
    );
  });
});
