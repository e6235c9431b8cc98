import { serialization } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../model/index.ts';
import { caseFiles, readCases } from '../testing.ts';
import { wouldLoadForever } from './wouldLoadForever.ts';

beforeAll(() => import('@tensorflow/tfjs-layers'));

const knows = (className: string): boolean =>
  Object.hasOwn(serialization.SerializationMap.getMap().classNameMap, className);

const model = (inbound: Json, more: readonly Json[] = []): Json => ({
  class_name: 'Functional',
  config: {
    name: 'model',
    layers: [
      {
        class_name: 'InputLayer',
        name: 'x',
        config: { name: 'x', batch_input_shape: [null, 2] },
        inbound_nodes: [],
      },
      { class_name: 'Dense', name: 'd', config: { name: 'd', units: 1 }, inbound_nodes: inbound },
      ...more,
    ],
    input_layers: [['x', 0, 0]],
    output_layers: [['d', 0, 0]],
  },
});

describe('a config that TensorFlow.js would load for ever', () => {
  it.each<[string, Json]>([
    ['a layer that is not there', [[['y', 0, 0, {}]]]],
    ['a call that is never made', [[['x', 1, 0, {}]]]],
    ['a call of its own', [[['d', 0, 0, {}]]]],
    ['a bare name where a list is due', [['x', 0, 0]]],
  ])('names the layer that waits for %s', (_, inbound) => {
    expect(wouldLoadForever(model(inbound), knows)).toBe('d');
  });

  it('is found inside another model', () => {
    const inner = model([[['x', 3, 0, {}]]]) as { config: Record<string, Json> };
    const outer = { class_name: 'Sequential', config: { name: 'outer', layers: [inner as Json] } };
    expect(wouldLoadForever(outer, knows)).toBe('d');
  });
});

it('is not feared where TensorFlow.js throws at an unknown class before', () => {
  const unknown = {
    class_name: 'TFOpLambda',
    name: 'op',
    config: { name: 'op' },
    inbound_nodes: [['x', 0, 0, {}]],
  };
  expect(wouldLoadForever(model([[['x', 0, 0, {}]]], [unknown as Json]), knows)).toBeNull();
});

describe('every config that Keras 2.15 wrote', () => {
  it('comes back from loading', () => {
    const waiting = caseFiles()
      .filter((file) => file.includes('k215'))
      .flatMap((file) => readCases(file).cases.filter((item) => wouldLoadForever(item.model, knows) !== null))
      .map(({ name }) => name);
    expect(waiting).toEqual([]);
  });

  it('comes back in whatever order its layers are listed', () => {
    const { cases } = readCases('models.k215.json.gz');
    for (const item of cases) {
      const config = item.model.config as unknown as { layers: Json[] };
      const turned = {
        ...item.model,
        config: { ...config, layers: [...config.layers].reverse() },
      } as unknown as Json;
      if (item.model.class_name === 'Functional')
        expect(wouldLoadForever(turned, knows), item.name).toBeNull();
    }
  });
});
