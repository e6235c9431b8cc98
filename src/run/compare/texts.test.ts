import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, Tensor } from '../../model/index.ts';
import { modelOf, useInstalledWasm } from '../testing.ts';
import { compareRuns } from './compareRuns.ts';
import { compareWithReference } from './compareWithReference.ts';

beforeAll(useInstalledWasm);

/** Places to words: a lookup backwards. */
function words(...vocabulary: string[]) {
  const layer = (className: string, name: string, config: Record<string, Json>, inbound: Json) => ({
    module: 'keras.layers',
    class_name: className,
    name,
    config: { name, ...config },
    inbound_nodes: inbound,
  });
  const from = { class_name: '__keras_tensor__', config: { keras_history: ['x', 0, 0] } };
  const layers = [
    layer('InputLayer', 'x', { batch_shape: [null, 2], dtype: 'int64' }, []),
    layer('StringLookup', 'words', { vocabulary, invert: true }, [{ args: [from], kwargs: {} }]),
  ];
  const config = { name: 'm', layers, input_layers: ['x', 0, 0], output_layers: ['words', 0, 0] };
  return modelOf({ model: { class_name: 'Functional', config } as never, weights: {} }, '3.15.1');
}

const places: Tensor = {
  dtype: 'int32',
  shape: [2, 2],
  bytes: new Uint8Array(Int32Array.of(0, 1, 2, 2).buffer),
};
const samples = { source: 'here', count: 2, inputs: [{ name: 'x', tensor: places }], notes: [] };
const pair = [{ a: 'words', b: 'words' }];
const options = { backend: 'wasm' as const };

describe('outputs of text', () => {
  it('are equal where every text is', async () => {
    const run = await compareRuns(words('ham', 'egg'), words('ham', 'egg'), pair, samples, options);
    expect(run.coverage.stoppedAt).toBeUndefined();
    expect(run.outputs.map(({ verdict }) => verdict)).toEqual(['equal']);
    expect(run.layers.map(({ verdict }) => verdict)).toEqual(['equal']);
  });

  it('differ where one does, and name the layer', async () => {
    const run = await compareRuns(words('ham', 'egg'), words('ham', 'eel'), pair, samples, options);
    expect(run.outputs.map(({ verdict, flips }) => [verdict, flips])).toEqual([['different', 1]]);
    expect(run.layers.map(({ verdict }) => verdict)).toEqual(['born']);
    expect(run.samples.map(({ flipped }) => flipped)).toEqual([false, true]);
  });

  it('are held against recorded ones', async () => {
    const recorded = (...strings: string[]): Map<string, Tensor> =>
      new Map([['y', { dtype: 'string', shape: [2, 2], bytes: new Uint8Array(0), strings }]]);
    const verdict = async (...strings: string[]) =>
      (await compareWithReference(words('ham', 'egg'), samples, recorded(...strings), options)).outputs[0]
        ?.verdict;
    expect(await verdict('[UNK]', 'ham', 'egg', 'egg')).toBe('equal');
    expect(await verdict('[UNK]', 'ham', 'egg', 'eel')).toBe('different');
  });
});
