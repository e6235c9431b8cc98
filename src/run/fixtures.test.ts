import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource, openArrays, openModel } from '../formats/index.ts';
import { goodFixtures, goodSource } from '../formats/testing.ts';
import { hasGraph, type Tensor, toFloat64 } from '../model/index.ts';
import { mustRun } from '../pipeline/index.ts';
import { readSamples, runModel, switchBackend } from './index.ts';
import { gapOf, type Packed, tensorsAlive, useInstalledWasm } from './testing.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

const recorded = (id: string): URL => new URL(`../../fixtures/good/${id}.npz`, import.meta.url);
const fixtures = goodFixtures().filter(({ id }) => existsSync(recorded(id)));

const packed = (tensor: Tensor): Packed => ({
  dtype: 'float32',
  shape: tensor.shape,
  values: [...(toFloat64(tensor) ?? [])],
});

/** Models whose computation is not in the file, or that nothing here computes. */
const REFUSED: readonly (readonly [RegExp, RegExp])[] = [
  [/^lambda-layer/, /Python code/],
  [/^custom-/, /not a class of Keras/],
];

describe.each(fixtures)('$id', ({ id, file }) => {
  it('answers what Keras answered, layer by layer', async () => {
    const model = await openModel(goodSource(file, file));
    if (model.borrow !== null || !hasGraph(model.artifact)) return;
    const arrays = await openArrays(memorySource(`${id}.npz`, new Uint8Array(readFileSync(recorded(id)))));
    const runnable = mustRun(model);
    const samples = readSamples(runnable, arrays, `${id}.npz`);
    const before = tensorsAlive();
    const done = await runModel(runnable, samples, { backend: 'wasm', keep: 'layers' });
    const refused = REFUSED.find(([pattern]) => pattern.test(id));
    if (refused) {
      expect(done.stoppedAt?.because).toMatch(refused[1]);
      return;
    }
    expect(done.stoppedAt).toBeNull();
    const got = new Map(done.arrays.map(({ name, tensor }) => [name, tensor]));
    for (const [name, tensor] of arrays) {
      if (name.startsWith('input:')) continue;
      const mine = got.get(name);
      expect(mine, name).toBeDefined();
      expect(gapOf(packed(mine as Tensor), packed(tensor)), name).toBeLessThan(1e-5);
    }
    expect(tensorsAlive()).toBeLessThanOrEqual(before);
  });
});
