import { describe, expect, it } from 'vitest';
import type { Port } from '../../model/index.ts';
import type { HostValue } from '../hostTensor.ts';
import { type OutputPair, outputRow, pairPorts, sampleRows } from './outputRows.ts';

const ports = (...names: readonly string[]): Port[] =>
  names.map((name, output) => ({ name, ref: { node: name, output }, shape: [null, 2], dtype: 'float32' }));

const paired = (a: readonly Port[], b: readonly Port[]): string[] =>
  pairPorts(a, b).map(
    ([mine, theirs]) => `${mine.name}:${mine.ref.output} ${theirs.name}:${theirs.ref.output}`,
  );

describe('outputs of two models', () => {
  it('belong together by name, whatever their order', () => {
    expect(paired(ports('x', 'y'), ports('y', 'x'))).toEqual(['x:0 x:1', 'y:1 y:0']);
  });

  it('of one layer, which share its name, belong together in order', () => {
    expect(paired(ports('rnn', 'rnn', 'z'), ports('rnn', 'z', 'rnn'))).toEqual([
      'rnn:0 rnn:0',
      'rnn:1 rnn:2',
      'z:2 z:1',
    ]);
  });

  it('belong together by the calls that make them where names differ, and the rest in order', () => {
    const calls = new Map([
      ['classes', 'output_1'],
      ['hidden', 'output_0'],
    ]);
    const [a, b] = [ports('classes', 'extra', 'hidden'), ports('output_0', 'output_1', 'output_2')];
    const found = pairPorts(a, b, (mine, theirs) => calls.get(mine.name) === theirs.name);
    expect(found.map(([mine, theirs]) => `${mine.name} ${theirs.name}`)).toEqual([
      'classes output_1',
      'extra output_2',
      'hidden output_0',
    ]);
  });

  it('belong together in order where names differ', () => {
    expect(paired(ports('x', 'y'), ports('u', 'v', 'w'))).toEqual(['x:0 u:0', 'y:1 v:1']);
  });
});

describe('samples', () => {
  const value = (shape: number[], ...values: number[]) => ({ shape, values: Float32Array.from(values) });
  const pair = (name: string, a: ReturnType<typeof value>, b: ReturnType<typeof value>): OutputPair => ({
    port: ports(name)[0] as Port,
    a: a as unknown as HostValue,
    b: b as unknown as HostValue,
    noiseFloor: 1e-7,
  });
  const same = pair('same', value([2, 1], 1, 2), value([2, 1], 1, 2));
  const parted = pair('parted', value([2, 2], 0.9, 0.1, 0.8, 0.2), value([2, 2], 0.9, 0.1, 0.3, 0.7));

  it('tell each output apart, and the worst of all', () => {
    const [calm, flipped] = sampleRows([same, parted], 2);
    expect(calm).toMatchObject({ gap: 0, flipped: false, a: [1] });
    expect(flipped?.gap).toBeCloseTo(0.5, 6);
    expect(flipped).toMatchObject({ flipped: true, a: [2], b: [2] });
    expect(flipped?.outputs?.map(({ flipped }) => flipped)).toEqual([false, true]);
    expect(flipped?.outputs?.[1]?.b[1]).toBeCloseTo(0.7, 6);
  });

  it('of one output carry no list of outputs', () => {
    expect(sampleRows([parted], 2)[0]).not.toHaveProperty('outputs');
  });

  it('that cannot be laid over each other are told by both shapes, others by one', () => {
    const odd = pair('odd', value([2, 1], 1, 2), value([2, 2], 1, 2, 3, 4));
    expect(outputRow(odd)).toMatchObject({ shape: [2, 1], shapeB: [2, 2], verdict: 'different' });
    expect(outputRow(same)).not.toHaveProperty('shapeB');
  });

  it('have no values where shapes differ, and show those of the output that fits', () => {
    const odd = pair('odd', value([2, 1], 1, 2), value([2, 2], 1, 2, 3, 4));
    const [first] = sampleRows([odd, same], 2);
    expect(first).toMatchObject({ a: [1], b: [1] });
    expect(first?.outputs?.[0]).toEqual({ gap: 0, flipped: false, a: [], b: [] });
  });
});
