import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource, openArrays, openModel } from '../formats/index.ts';
import { type Tensor, toFloat64 } from '../model/index.ts';
import { mustRun } from '../pipeline/index.ts';
import { generateSamples, readSamples, runModel, switchBackend } from './index.ts';
import { gapOf, type Packed, useInstalledWasm } from './testing.ts';

beforeAll(useInstalledWasm);

const source = (name: string) =>
  memorySource(name, new Uint8Array(readFileSync(new URL(`./testdata/${name}`, import.meta.url))));
const packed = (tensor: Tensor): Packed => ({
  dtype: 'float32',
  shape: tensor.shape,
  values: [...(toFloat64(tensor) ?? [])],
});

describe.each(['k212', 'k315'])('vocabularies beside the weights, %s', (keras) => {
  it.each(['cpu', 'wasm'] as const)('are read with the layer they belong to, on %s', async (backend) => {
    expect(await switchBackend(backend)).toBe(true);
    const model = mustRun(await openModel(source(`lookups.${keras}.keras`)));
    const arrays = await openArrays(source(`lookups.${keras}.npz`));
    const samples = readSamples(model, arrays, 'npz');
    const done = await runModel(model, samples, { backend, keep: 'outputs' });
    expect(done.stoppedAt).toBeNull();
    const [answer] = done.arrays;
    expect(gapOf(packed(answer?.tensor as Tensor), packed(arrays.get('y0') as Tensor))).toBeLessThan(1e-5);
  });

  it('give samples their words', async () => {
    const model = mustRun(await openModel(source(`lookups.${keras}.keras`)));
    const { inputs } = await generateSamples([model], { count: 32, seed: 0 });
    expect(inputs[0]?.tensor.strings?.join(' ')).toMatch(/\b(cat|dog|the)\b/);
    expect(new Set(toFloat64(inputs[1]?.tensor as Tensor))).toEqual(new Set([3, 9, 10]));
  });
});
