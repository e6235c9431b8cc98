import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphNode } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { ModelRun } from '../ModelRun.ts';
import { generateSamples } from '../samples/generateSamples.ts';
import { tensorsAlive, useInstalledWasm } from '../testing.ts';
import { Floor } from './Floor.ts';
import { chain, dense } from './testing.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('cpu');
});

describe('The noise floor', () => {
  it('counts what a layer showed even where that layer alone used up the time', async () => {
    const model = chain(dense('one'), dense('two'));
    const samples = await generateSamples([model], { count: 1, seed: 0 });
    const before = tensorsAlive();
    const floor = new Floor('cpu', 0);
    const main = new ModelRun(model, new Map(), []);
    await floor.start(main, samples, ['x', 'one', 'two']);
    const [, one, two] = model.graph.nodes as [GraphNode, GraphNode, GraphNode];
    await floor.step(one);
    const shifted = { shape: [1, 4], dtype: 'float32', values: Float32Array.of(1e3, 1e3, 1e3, 1e3) } as const;
    const heard = await floor.at(one, [shifted], 1);
    expect(floor.batchDependent).toBe(true);
    expect(heard).toBe(1e-7);
    await floor.step(two);
    expect(await floor.at(two, [shifted], 1)).toBe(heard);
    floor.dispose();
    main.dispose();
    expect(tensorsAlive()).toBe(before);
  });
});
