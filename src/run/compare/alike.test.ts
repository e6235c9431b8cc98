import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from '../backends.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { generateSamples } from '../samples/generateSamples.ts';
import { tensorsAlive, useInstalledWasm } from '../testing.ts';
import { compareRuns } from './compareRuns.ts';
import { model } from './testing.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

const NAMES = ['one', 'tanh', 'two', 'soft'];
const pairs = (names: readonly string[]) => names.map((name) => ({ a: name, b: name }));

/** A model's weights, writing down whose were asked for. */
const watching =
  (read: string[], { weightsOf }: RunnableModel): RunnableModel['weightsOf'] =>
  (id) => {
    read.push(id);
    return weightsOf(id);
  };

describe('Layers that are the same in both models', () => {
  it('are computed once, and the report says the same', async () => {
    const [a, b] = [model(), model(0.5)];
    const read: string[] = [];
    const watched = { ...b, weightsOf: watching(read, b) };
    const samples = await generateSamples([a, b], { count: 8, seed: 0 });
    const before = tensorsAlive();
    const options = { backend: 'wasm', floorBudgetMs: 0 } as const;
    const alike = new Set(['one', 'tanh', 'soft']);
    const once = await compareRuns(a, watched, pairs(NAMES), samples, { ...options, alike });
    expect(tensorsAlive()).toBe(before);
    expect(read).not.toContain('one');
    expect(read).toContain('two');
    const twice = await compareRuns(a, b, pairs(NAMES), samples, options);
    expect(once.outputs).toEqual(twice.outputs);
    expect(once.answers).toEqual(twice.answers);
    expect(once.layers.map((row) => row.verdict)).toEqual(twice.layers.map((row) => row.verdict));
  });

  it('are asked again when they are called in another way', async () => {
    const b = model();
    const nodes = b.graph.nodes.map((node) =>
      node.id === 'one'
        ? { ...node, kwargs: { training: { kind: 'constant', value: true } as const } }
        : node,
    );
    const called = { ...b, graph: { ...b.graph, nodes } };
    const read: string[] = [];
    const watched = { ...called, weightsOf: watching(read, b) };
    const samples = await generateSamples([b], { count: 2, seed: 0 });
    await compareRuns(b, watched, pairs(NAMES), samples, { backend: 'wasm', alike: new Set(NAMES) });
    expect(read).toContain('one');
  });
});
