import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openModel } from '../formats/index.ts';
import { goodFixtures, goodSource } from '../formats/testing.ts';
import { hasGraph, toFloat64 } from '../model/index.ts';
import { generateSamples, type RunnableModel, runModel, switchBackend } from '../run/index.ts';
import { tensorsAlive, useInstalledWasm } from '../run/testing.ts';
import { largeWeights } from './largeWeights.ts';
import { runnable } from './runnable.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

const fixtures = goodFixtures().filter(({ id }) => /mlp|embed|text|shared|nested|merges|tied/.test(id));

async function answersOf(model: RunnableModel): Promise<number[][]> {
  const samples = await generateSamples([model], { count: 3, seed: 7 });
  const { arrays } = await runModel(model, samples, { backend: 'wasm', keep: 'outputs' });
  return arrays.map(({ tensor }) => [...(toFloat64(tensor) ?? [])]);
}

describe('Matrices that are read by rows', () => {
  const read = vi.fn();

  it.each(fixtures.map(({ id, file }) => [id, file]))('answer as they do whole: %s', async (_, file) => {
    const open = await openModel(goodSource(file, file));
    const model = runnable(open);
    if (!model || !hasGraph(open.artifact)) return expect(open.artifact.holds).not.toBe('model');
    const { readRange } = open.tensors;
    vi.spyOn(open.tensors, 'readRange').mockImplementation((...range) => {
      read();
      return readRange.apply(open.tensors, range);
    });
    const before = tensorsAlive();
    const largeOf = (id: string) =>
      largeWeights(
        open,
        open.artifact.variables.filter(({ layer }) => layer === id),
        0,
      );
    expect(await answersOf({ ...model, largeOf })).toEqual(await answersOf(model));
    expect(tensorsAlive()).toBe(before);
  });

  it('were read by rows', () => {
    expect(read.mock.calls.length).toBeGreaterThan(20);
  });
});
