import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { runModel } from '../runModel.ts';
import { generateSamples } from '../samples/generateSamples.ts';
import { tensorsAlive, useInstalledWasm } from '../testing.ts';
import { compareWithReference } from './compareWithReference.ts';
import { model } from './testing.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

/** What a model says about four samples, its layers too, as somebody would have recorded it. */
async function recordingOf(recorded: RunnableModel, names?: readonly string[]) {
  const samples = await generateSamples([recorded], { count: 4, seed: 3 });
  const { arrays } = await runModel(recorded, samples, { backend: 'wasm', keep: 'layers' });
  const kept = arrays.filter(({ name }) => !names || name.startsWith('output:') || names.includes(name));
  return { samples, arrays: new Map<string, Tensor>(kept.map(({ name, tensor }) => [name, tensor])) };
}

describe('Recorded activations', () => {
  it('show in which layer a gap is born, and where it is inherited', async () => {
    const { samples, arrays } = await recordingOf(model());
    const before = tensorsAlive();
    const run = await compareWithReference(model(0.5), samples, arrays, { backend: 'wasm' });
    expect(tensorsAlive()).toBe(before);
    expect(run.layers.map(({ a, verdict }) => [a, verdict])).toEqual(
      [
        ['one', 'noise'],
        ['tanh', 'noise'],
        ['two', 'born'],
        ['soft', 'absorbed'],
      ].map(([a, verdict]) => [a, verdict === 'noise' ? expect.stringMatching(/equal|noise/) : verdict]),
    );
    expect(run.firstDivergent).toBe('two');
    expect(run.layers[2]?.inputError).toBeLessThan(1e-6);
    expect(run.layers[3]?.ownError).toBeLessThan(1e-6);
  });

  it('say the first that shows a gap where what came in was not recorded', async () => {
    const { samples, arrays } = await recordingOf(model(), ['layer:one', 'layer:two']);
    const run = await compareWithReference(model(0.5), samples, arrays, { backend: 'wasm' });
    expect(run.layers.map(({ a, verdict }) => [a, verdict]).at(-1)).toEqual(['two', 'inherited']);
    expect(run.layers.at(-1)?.ownError).toBeNull();
    expect(run.firstDivergent).toBe('two');
  });

  it('of another shape are named and compared with nothing', async () => {
    const { samples, arrays } = await recordingOf(model(), ['layer:two']);
    const two = arrays.get('layer:two') as Tensor;
    const other = { ...two, shape: [4, 2, 2] };
    const run = await compareWithReference(model(), samples, new Map([...arrays, ['layer:two', other]]), {
      backend: 'wasm',
    });
    expect(run.layers[0]).toMatchObject({
      verdict: 'not-run',
      because: expect.stringContaining('recorded as 4 × 2 × 2'),
    });
  });
});
