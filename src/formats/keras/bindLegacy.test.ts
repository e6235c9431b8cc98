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
});
