import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseKerasVersion } from '../../keras/index.ts';
import type { JsonObject } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { callLayer } from '../kernels/callLayer.ts';
import { tensorsAlive, useInstalledWasm } from '../testing.ts';
import { Weights } from '../Weights.ts';
import { Noise } from './Noise.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

interface Call {
  readonly config: JsonObject;
  readonly seed?: number;
  readonly keras?: string;
  readonly x?: tf.Tensor;
}

/** What a layer answers in training mode. */
function taught(className: string, { config, seed = 0, keras = '3.15.1', x = tf.ones([40, 50]) }: Call) {
  const site = {
    version: parseKerasVersion(keras),
    weights: new Weights({}),
    mode: { mode: 'training', forced: false } as const,
    noise: new Noise(seed, 'node'),
  };
  const layer = { className, module: null, config, kind: 'layer' as const };
  const call = () => callLayer(layer, site, [{ kind: 'value', value: { tensor: x, mask: null } }], {});
  const [value] = call();
  return { shape: value?.tensor.shape, values: [...(value?.tensor.dataSync() ?? [])] };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};

describe.each(['2.15.0', '3.15.1'])('In training mode of Keras %s', (keras) => {
  it.each([0.1, 0.5, 0.8])('dropout of rate %d zeroes that share and scales the rest', (rate) => {
    const { values } = taught('Dropout', { config: { rate }, keras });
    const kept = values.filter((value) => value !== 0);
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]));
    expect(1 - kept.length / values.length).toBeCloseTo(rate, 1);
    expect(mean(values)).toBeCloseTo(1, 0);
  });

  it('dropout draws along the axes of its noise_shape', () => {
    const { values } = taught('Dropout', { config: { rate: 0.5, noise_shape: [null, 1] }, keras });
    const rows = Array.from({ length: 40 }, (_, i) => new Set(values.slice(i * 50, i * 50 + 50)).size);
    expect(rows).toEqual(new Array(40).fill(1));
    expect(new Set(values)).toEqual(new Set([0, 2]));
  });

  it.each([
    ['SpatialDropout1D', [8, 6, 9], undefined],
    ['SpatialDropout2D', [8, 3, 2, 9], 'channels_last'],
    ['SpatialDropout2D', [8, 9, 3, 2], 'channels_first'],
    ['SpatialDropout3D', [8, 2, 3, 2, 9], 'channels_last'],
    ['SpatialDropout3D', [8, 9, 2, 3, 2], 'channels_first'],
  ] as const)('%s drops whole channels of %j (%s)', (name, shape, layout) => {
    const config = layout === undefined ? { rate: 0.5 } : { rate: 0.5, data_format: layout };
    const { values } = taught(name, { config, keras, x: tf.ones([...shape]) });
    const first = layout === 'channels_first';
    const size = values.length / 72;
    const channelOf = (i: number) =>
      first ? Math.floor(i / size) : Math.floor(i / (9 * size)) * 9 + (i % 9);
    const found = new Map<number, Set<number>>();
    values.forEach((value, i) => {
      found.set(channelOf(i), (found.get(channelOf(i)) ?? new Set()).add(value));
    });
    expect(found.size).toBe(72);
    expect([...found.values()].every((kinds) => kinds.size === 1)).toBe(true);
    expect(new Set(values)).toEqual(new Set([0, 2]));
  });

  it('alpha dropout keeps mean and variance of what SELU gives', () => {
    const x = new Noise(3, 'input').normal([200, 200], 0, 1);
    const rate = 0.3;
    const { values } = taught('AlphaDropout', { config: { rate }, keras, x });
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(variance(values)).toBeCloseTo(1, 1);
    const end = -1.6732632423543772 * 1.0507009873554805;
    const a = ((1 - rate) * (1 + rate * end ** 2)) ** -0.5;
    const b = -a * end * rate;
    const given = x.dataSync();
    const wrong = values.filter((value, i) => {
      const kept = Math.abs(value - (a * (given[i] as number) + b)) < 1e-5;
      return !kept && Math.abs(value - (a * end + b)) > 1e-5;
    });
    expect(wrong).toEqual([]);
  });

  it('gaussian dropout multiplies, gaussian noise adds, with the deviation that Keras states', () => {
    const multiplied = taught('GaussianDropout', { config: { rate: 0.2 }, keras, x: tf.fill([200, 100], 2) });
    expect(mean(multiplied.values)).toBeCloseTo(2, 1);
    expect(variance(multiplied.values) / 4).toBeCloseTo(0.25, 1);
    const added = taught('GaussianNoise', { config: { stddev: 0.5 }, keras, x: tf.fill([200, 100], 2) });
    expect(mean(added.values)).toBeCloseTo(2, 1);
    expect(variance(added.values)).toBeCloseTo(0.25, 1);
  });

  it.each(['Dropout', 'AlphaDropout', 'GaussianDropout'])(
    '%s repeats itself with its seed, not with another, on any backend',
    async (name) => {
      const config = { rate: 0.4 };
      const before = taught(name, { config, keras });
      expect(taught(name, { config, keras })).toEqual(before);
      expect(taught(name, { config, keras, seed: 1 })).not.toEqual(before);
      await switchBackend('cpu');
      const there = taught(name, { config, keras });
      await switchBackend('wasm');
      there.values.forEach((value, i) => {
        expect(value).toBeCloseTo(before.values[i] as number, 5);
      });
    },
  );

  it('random augmentation is refused by name', () => {
    const x = tf.ones([1, 4, 4, 3]);
    const refused = (name: string, config: JsonObject) => () => taught(name, { config, keras, x });
    expect(refused('RandomFlip', {})).toThrow(/RandomFlip runs here for predicting alone/);
    expect(refused('RandomCrop', { height: 2, width: 2 })).toThrow(
      /RandomCrop runs here for predicting alone/,
    );
  });
});

it('frees what it draws', () => {
  const before = tensorsAlive();
  tf.tidy(() => taught('Dropout', { config: { rate: 0.4 } }));
  expect(tensorsAlive()).toBe(before);
});
