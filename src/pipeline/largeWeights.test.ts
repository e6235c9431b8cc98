import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { memorySource } from '../formats/containers/index.ts';
import { openModel, operationsOf } from '../formats/index.ts';
import { goodFixtures, goodSource } from '../formats/testing.ts';
import { hasGraph, type OpenModel, toFloat64 } from '../model/index.ts';
import { generateSamples, type RunnableModel, runModel, switchBackend } from '../run/index.ts';
import { tensorsAlive, useInstalledWasm } from '../run/testing.ts';
import { largeWeights } from './largeWeights.ts';
import { mustRun, runnable } from './runnable.ts';

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

/** The same model, its matrices read by rows; `read` is called for each time. */
function byRows(open: OpenModel, model: RunnableModel, read: () => void): RunnableModel {
  const { readRange } = open.tensors;
  vi.spyOn(open.tensors, 'readRange').mockImplementation((...range) => {
    read();
    return readRange.apply(open.tensors, range);
  });
  const { variables } = open.artifact;
  return {
    ...model,
    largeOf: (id) =>
      largeWeights(
        open,
        variables.filter(({ layer }) => layer === id),
        0,
      ),
  };
}

describe('Matrices that are read by rows', () => {
  const read = vi.fn();

  it.each(fixtures.map(({ id, file }) => [id, file]))('answer as they do whole: %s', async (_, file) => {
    const open = await openModel(goodSource(file, file));
    const model = runnable(open);
    if (!model || !hasGraph(open.artifact)) return expect(open.artifact.holds).not.toBe('model');
    const before = tensorsAlive();
    expect(await answersOf(byRows(open, model, read))).toEqual(await answersOf(model));
    expect(tensorsAlive()).toBe(before);
  });

  it('were read by rows', () => {
    expect(read.mock.calls.length).toBeGreaterThan(20);
  });

  it.each(['saved-k215.zip', 'export-k315.zip', 'export-k215.zip'])(
    'answer as they do whole in the operations of %s',
    async (file) => {
      const path = new URL(`../../fixtures/matrix/${file}`, import.meta.url);
      const open = await operationsOf(await openModel(memorySource(file, readFileSync(path))));
      if (!open) throw new Error('no operations');
      const model = mustRun(open);
      const asked = vi.fn();
      const before = tensorsAlive();
      expect(await answersOf(byRows(open, model, asked))).toEqual(await answersOf(model));
      expect(tensorsAlive()).toBe(before);
      expect(asked).toHaveBeenCalled();
    },
  );
});
