import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseKerasVersion } from '../../keras/index.ts';
import type { JsonObject } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { callLayer } from '../kernels/callLayer.ts';
import { useInstalledWasm } from '../testing.ts';
import { Weights } from '../Weights.ts';
import { Noise } from './Noise.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

const [BATCH, TIME, SIZE] = [6, 4, 5];

/**
 * The sum of the input that a `SimpleRNN` lets through at each step: its kernel is ones, its state counts for nothing, its
 * input is one everywhere.
 */
function seen(className: string, config: JsonObject, keras: string): number[][] {
  const gates = className === 'SimpleRNN' ? 1 : 4;
  const weights = {
    kernel: tf.ones([SIZE, gates]),
    recurrent_kernel: tf.zeros([1, gates]),
    bias: tf.zeros([gates]),
  };
  const site = {
    version: parseKerasVersion(keras),
    weights: new Weights(weights),
    mode: { mode: 'training', forced: false } as const,
    noise: new Noise(4, 'node'),
  };
  const options = { units: 1, activation: 'linear', use_bias: false, return_sequences: true, ...config };
  const layer = { className, module: null, config: options, kind: 'layer' as const };
  const x = { tensor: tf.ones([BATCH, TIME, SIZE]), mask: null };
  const [value] = callLayer(layer, site, [{ kind: 'value', value: x }], {});
  const rows = [...(value?.tensor.dataSync() ?? [])];
  return Array.from({ length: BATCH }, (_, i) => rows.slice(i * TIME, (i + 1) * TIME));
}

describe.each(['2.15.0', '3.8.0', '3.15.1'])('A recurrent layer of Keras %s that trains', (keras) => {
  it('drops the same inputs at every step, others in every sample', () => {
    const rows = seen('SimpleRNN', { dropout: 0.5 }, keras);
    expect(rows.every((row) => new Set(row).size === 1)).toBe(true);
    expect(new Set(rows.map(([first]) => first)).size).toBeGreaterThan(1);
    expect(rows.flat().every((value) => value % 2 === 0 && value <= 2 * SIZE)).toBe(true);
  });

  it('drops nothing without dropout, and refuses a rate that means nothing', () => {
    expect(seen('SimpleRNN', {}, keras).flat()).toEqual(new Array(BATCH * TIME).fill(SIZE));
    expect(() => seen('SimpleRNN', { dropout: 2 }, keras)).toThrow(/dropout = 2/);
  });

  it('has masks of its own for each gate where it has recurrent dropout', () => {
    const config = { recurrent_activation: 'linear', dropout: 0.5 };
    const shared = seen('LSTM', config, keras).map(([first = 0]) => first);
    // All gates see the same sum s: the first output is s · s · s.
    const cubes = Array.from({ length: SIZE + 1 }, (_, kept) => (2 * kept) ** 3);
    expect(shared.every((value) => cubes.includes(value))).toBe(true);
    const apart = seen('LSTM', { ...config, recurrent_dropout: 0.5 }, keras).map(([first = 0]) => first);
    expect(apart.every((value) => cubes.includes(value))).toBe(false);
  });
});

/** What an LSTM puts out over time when every gate sees the same sum at every step. */
function steady(sum: number): number[] {
  const open = 1 / (1 + Math.exp(-sum));
  let carry = 0;
  return Array.from({ length: TIME }, () => {
    carry = open * carry + open * Math.tanh(sum);
    return open * Math.tanh(carry);
  });
}

const isSteady = (row: readonly number[]): boolean =>
  Array.from({ length: SIZE + 1 }, (_, kept) => steady(2 * kept)).some((wanted) =>
    wanted.every((value, i) => Math.abs(value - (row[i] ?? Number.NaN)) < 1e-5),
  );

it('drops other inputs at every step in the unified form of Keras 2 alone', () => {
  const config = { activation: 'tanh', recurrent_activation: 'sigmoid', use_bias: true, dropout: 0.5 };
  expect(seen('LSTM', config, '3.15.1').every(isSteady)).toBe(true);
  expect(seen('LSTM', { ...config, unroll: true }, '2.15.0').every(isSteady)).toBe(true);
  expect(seen('LSTM', config, '2.15.0').every(isSteady)).toBe(false);
});

it('is refused where the Keras is one whose masks nobody has looked up', () => {
  expect(() => seen('LSTM', { dropout: 0.5 }, '3.5.0')).toThrow(/lays the masks of dropout/);
});
