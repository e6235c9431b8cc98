import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openModel } from '../../formats/index.ts';
import { goodFixtures, goodSource } from '../../formats/testing.ts';
import { hasGraph, type Tensor, toFloat32, toFloat64 } from '../../model/index.ts';
import { mustRun } from '../../pipeline/index.ts';
import { generateSamples, runModel, switchBackend } from '../index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { tensorsAlive, useInstalledWasm } from '../testing.ts';
import { HeldRun } from './HeldRun.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

/** Models of branches, shared layers, masks, recurrence and nesting. */
const IDS = [
  'merges-k315-v3',
  'shared-k315-v3',
  'nested-k315-v3',
  'masking-k315-v3',
  'rnn-text-k215-h5',
  'attention-k315-v3',
];
const fixtures = goodFixtures().filter(({ id }) => IDS.includes(id));

const scaled = (tensor: Tensor): Tensor => {
  const values = (toFloat32(tensor) ?? new Float32Array()).map((value) => value * 1.25 + 0.01);
  return { dtype: 'float32', shape: tensor.shape, bytes: new Uint8Array(values.buffer) };
};

const answersOf = async (model: RunnableModel, samples: Parameters<typeof runModel>[1]) =>
  (await runModel(model, samples, { backend: 'wasm', keep: 'outputs' })).arrays.map(({ tensor }) => [
    ...(toFloat64(tensor) ?? []),
  ]);

describe.each(fixtures)('A held run of $id', ({ file }) => {
  it('answers like a whole run, whichever layer’s weights are replaced', async () => {
    const open = await openModel(goodSource(file, file));
    if (!hasGraph(open.artifact)) throw new Error('no graph');
    const model = mustRun(open);
    const samples = await generateSamples([model], { count: 3, seed: 7 });
    const before = tensorsAlive();
    const reads = vi.fn((layer: string) => model.weightsOf(layer));
    const held = await HeldRun.start({ ...model, weightsOf: reads }, samples);
    const everything = await held.rerun();
    const calls = reads.mock.calls.length;
    for (const layer of model.layers) {
      const stored = await model.weightsOf(layer.id);
      if (Object.keys(stored).length === 0) continue;
      const changed = Object.fromEntries(Object.entries(stored).map(([role, it]) => [role, scaled(it)]));
      const weightsOf = async (id: string) => (id === layer.id ? changed : model.weightsOf(id));
      const rerun = await held.rerun({
        weights: new Map([[layer.id, { kind: 'given', weights: changed } as const]]),
      });
      expect(rerun.map((it) => [...(it?.values ?? [])])).toEqual(
        await answersOf({ ...model, weightsOf }, samples),
      );
    }
    expect(reads.mock.calls.length).toBe(calls);
    expect(everything.map((it) => [...(it?.values ?? [])])).toEqual(await answersOf(model, samples));
    expect(await held.rerun()).toEqual(everything);
    held.dispose();
    expect(tensorsAlive()).toBe(before);
  });
});

describe('A held run', () => {
  it('keeps no more weights than it may, and answers the same', async () => {
    const [fixture] = fixtures;
    const model = mustRun(await openModel(goodSource(fixture?.file ?? '', fixture?.file ?? '')));
    const samples = await generateSamples([model], { count: 2, seed: 1 });
    const weighty = model.layers.map(({ id }) => id);
    const before = tensorsAlive();
    const kept = await HeldRun.start(model, samples);
    const reads = vi.fn((layer: string) => model.weightsOf(layer));
    const held = await HeldRun.start({ ...model, weightsOf: reads }, samples, { weightBytes: 0 });
    const asked = vi.fn((layer: string) => model.weightsOf(layer));
    for (let again = 0; again < 2; again++) {
      for (const id of weighty) {
        const roles = new Set(Object.keys(await model.weightsOf(id)));
        const weights = new Map([[id, { kind: 'late', roles, read: () => asked(id), large: {} } as const]]);
        expect(await held.rerun({ weights })).toEqual(await kept.rerun());
      }
    }
    expect(reads.mock.calls.length).toBeGreaterThan(weighty.length);
    expect(asked).toHaveBeenCalled();
    held.dispose();
    kept.dispose();
    expect(tensorsAlive()).toBe(before);
  });

  it('computes again what did not fit, takes other inputs, and puts in what a node should have put out', async () => {
    const [fixture] = fixtures;
    const open = await openModel(goodSource(fixture?.file ?? '', fixture?.file ?? ''));
    const model = mustRun(open);
    const samples = await generateSamples([model], { count: 2, seed: 1 });
    const others = await generateSamples([model], { count: 2, seed: 2 });
    const held = await HeldRun.start(model, samples, { budgetBytes: 0 });
    const values = async (overrides = {}) =>
      (await held.rerun(overrides)).map((it) => [...(it?.values ?? [])]);
    expect(await values()).toEqual(await answersOf(model, samples));
    expect(await values({ inputs: others })).toEqual(await answersOf(model, others));
    const [output] = model.graph.outputs;
    const node = output?.ref.node ?? '';
    const [was] = await held.rerun();
    const zeros = {
      dtype: 'float32',
      shape: was?.shape ?? [],
      bytes: new Uint8Array((was?.values.length ?? 0) * 4),
    };
    const [put] = await values({ outputs: new Map([[node, [zeros as Tensor]]]) });
    expect(put?.every((value) => value === 0)).toBe(true);
    held.dispose();
  });
});
