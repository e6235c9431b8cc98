import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource, openArrays, openModel } from '../formats/index.ts';
import { type Tensor, toFloat64 } from '../model/index.ts';
import { mustRun } from '../pipeline/index.ts';
import { readSamples, runModel, switchBackend } from './index.ts';
import { gapOf, type Packed, useInstalledWasm } from './testing.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

const source = (name: string) =>
  memorySource(name, new Uint8Array(readFileSync(new URL(`../../fixtures/odd/${name}`, import.meta.url))));

const packed = (tensor: Tensor): Packed => ({
  dtype: 'float32',
  shape: tensor.shape,
  values: [...(toFloat64(tensor) ?? [])],
});

describe.each(['shared-objects-k315', 'shared-objects-k215', 'grouped-attention-k315'])('%s', (id) => {
  it('finds every value where Keras wrote it, and answers as Keras did, layer by layer', async () => {
    const model = await openModel(source(`${id}.keras`));
    const arrays = await openArrays(source(`${id}.npz`));
    expect(model.artifact.notes.filter(({ code }) => code === 'missing-variable')).toEqual([]);
    const runnable = mustRun(model);
    const samples = readSamples(runnable, arrays, id);
    const done = await runModel(runnable, samples, { backend: 'wasm', keep: 'layers' });
    expect(done.stoppedAt).toBeNull();
    const got = new Map(done.arrays.map(({ name, tensor }) => [name, tensor]));
    const wanted = [...arrays].filter(([name]) => !name.startsWith('input:'));
    expect(wanted.length).toBeGreaterThan(1);
    for (const [name, tensor] of wanted)
      expect(gapOf(packed(got.get(name) as Tensor), packed(tensor)), name).toBeLessThan(1e-5);
  });
});

it('says of values that are written once for two places where they are', async () => {
  const { artifact } = await openModel(source('shared-objects-k315.keras'));
  const told = artifact.notes.filter(({ code }) => code === 'shared-values').map(({ where }) => where);
  expect(new Set(told)).toEqual(new Set(['second/same', 'same', 'inner/a', 'inner/b']));
});
