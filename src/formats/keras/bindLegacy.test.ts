import { describe, expect, it } from 'vitest';
import type { Hdf5Dataset } from '../containers/index.ts';
import { bindLegacy } from './bindLegacy.ts';
import type { LegacyGroup } from './legacyStore.ts';

/** A group of a legacy file with weights of these names and shapes. */
function group(layer: string, weights: Readonly<Record<string, readonly number[]>>): LegacyGroup {
  return {
    layer,
    weights: Object.entries(weights).map(([name, shape]) => {
      const layout = { kind: 'contiguous', offset: 0, byteLength: 0 } as const;
      const dataset = {
        path: name,
        dtype: 'float32',
        shape,
        byteLength: 0,
        storage: layout,
        needsLibrary: false,
      };
      return {
        name,
        tensor: {
          place: name,
          dataset: dataset as unknown as Hdf5Dataset,
          storage: { member: null, layout },
        },
      };
    }),
  };
}

const dense = (name: string, units: number) => ({
  class_name: 'Dense',
  config: { name, units, trainable: true },
});
const spectral = {
  class_name: 'SpectralNormalization',
  config: { name: 'norm', trainable: true, layer: dense('inner', 4) },
};
const model = (...layers: readonly object[]) =>
  ({ class_name: 'Sequential', config: { name: 'model', layers } }) as never;
const KERAS_2 = { generation: 2, major: 2, minor: 15 } as const;
const KERAS_3 = { generation: 3, major: 3, minor: 15 } as const;

describe('weights of a legacy file', () => {
  it('go to the wrapped layer of a SpectralNormalization, whose own copy is not stored', () => {
    const stored = group('norm', { 'norm/kernel': [6, 4], 'norm/bias': [4], 'norm/sn_u': [1, 4] });
    const { variables } = bindLegacy([stored], model(spectral), KERAS_2);
    expect(variables.find((it) => it.place === 'norm/kernel')?.role).toBe('layer/kernel');
  });

  it('are told apart by their longest ending', () => {
    const stored = group('norm', {
      'norm/inner/kernel': [6, 4],
      'norm/inner/bias': [4],
      'norm/vector_u': [1, 4],
    });
    const { variables, notes } = bindLegacy([stored], model(spectral), KERAS_3);
    expect(variables.map((it) => it.role)).toEqual(['layer/kernel', 'layer/bias', 'vector_u']);
    expect(notes).toEqual([]);
  });

  it('are found under the names of all models around them, the root included', () => {
    const nested = {
      class_name: 'Sequential',
      config: { name: 'tower', layers: [dense('first', 5), dense('second', 4)] },
    };
    const stored = group('tower', {
      'model/tower/first/kernel': [6, 5],
      'model/tower/first/bias': [5],
      'model/tower/second/kernel': [5, 4],
      'model/tower/second/bias': [4],
    });
    const { variables } = bindLegacy([stored], model(nested), KERAS_3);
    expect(variables.map((it) => it.id)).toEqual([
      'tower/first/kernel',
      'tower/first/bias',
      'tower/second/kernel',
      'tower/second/bias',
    ]);
  });

  it('go to the layers of a wrapped model by name, whichever of them were frozen', () => {
    const net = {
      class_name: 'Functional',
      config: {
        name: 'net',
        trainable: true,
        layers: [dense('a', 4), dense('b', 4), dense('c', 4)].map((layer, i) => ({
          ...layer,
          name: layer.config.name,
          inbound_nodes: i === 0 ? [] : [[['abc'[i - 1], 0, 0, {}]]],
        })),
        input_layers: [['a', 0, 0]],
        output_layers: [['c', 0, 0]],
      },
    };
    const each = { class_name: 'TimeDistributed', config: { name: 'each', trainable: true, layer: net } };
    const names = ['b/kernel', 'b/bias', 'c/kernel', 'c/bias', 'a/kernel', 'a/bias'];
    const stored = group(
      'each',
      Object.fromEntries(names.map((it) => [it, it.endsWith('bias') ? [4] : [4, 4]])),
    );
    const { variables } = bindLegacy([stored], model(each), KERAS_3);
    expect(new Map(variables.map((it) => [it.role, it.place]))).toEqual(
      new Map(
        ['a', 'b', 'c'].flatMap((it) => ['kernel', 'bias'].map((w) => [`layer/${it}/${w}`, `${it}/${w}`])),
      ),
    );
  });

  it('go to both directions by name, whatever numbers the session gave the cells', () => {
    const lstm = { class_name: 'LSTM', config: { name: 'l', units: 2, trainable: true, use_bias: false } };
    const both = { class_name: 'Bidirectional', config: { name: 'both', trainable: true, layer: lstm } };
    const cell = (way: string, i: number) => `both/${way}_l/lstm_cell_${i}`;
    const names = [cell('backward', 5), cell('forward', 4)].flatMap((it) => [
      `${it}/kernel`,
      `${it}/recurrent_kernel`,
    ]);
    const stored = group(
      'both',
      Object.fromEntries(names.map((it) => [it, it.endsWith('/kernel') ? [3, 8] : [2, 8]])),
    );
    const { variables } = bindLegacy([stored], model(both), KERAS_2);
    expect(variables.filter(({ role, place }) => !place.includes(role.split('_')[0] as string))).toEqual([]);
    expect(variables).toHaveLength(4);
  });
});
