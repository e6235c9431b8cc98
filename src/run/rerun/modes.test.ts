import { beforeAll, describe, expect, it } from 'vitest';
import { toFloat64 } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import type { CustomLayer } from '../custom/CustomLayer.ts';
import type { Modes } from '../mode/Mode.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { runModel } from '../runModel.ts';
import type { Samples } from '../samples/Samples.ts';
import { modelOf, readCases, tensorsAlive, unpack, useInstalledWasm } from '../testing.ts';
import { HeldRun } from './HeldRun.ts';
import { affectedNodes } from './Overrides.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

const { keras, cases } = readCases('training.k315.json.gz');

interface Scene {
  readonly model: RunnableModel;
  readonly samples: Samples;
}

/** A case by name, its dropout of nothing made one of `rate`. */
function sceneOf(name: string, rate = 0): Scene {
  const item = cases.find((it) => it.name === name);
  if (!item) throw new Error(`no case ${name}`);
  const model = modelOf(item, keras);
  const layers = model.layers.map((layer) =>
    layer.className === 'Dropout' ? { ...layer, config: { ...layer.config, rate } } : layer,
  );
  const inputs = item.inputs.map((input, i) => ({
    name: model.graph.inputs[i]?.name ?? '',
    tensor: unpack(input),
  }));
  return {
    model: { ...model, layers },
    samples: { source: 'given', count: inputs[0]?.tensor.shape[0] ?? 0, inputs, notes: [] },
  };
}

async function whole({ model, samples }: Scene, modes: Modes): Promise<number[][]> {
  const { arrays } = await runModel({ ...model, modes }, samples, { backend: 'wasm', keep: 'outputs' });
  return arrays.map(({ tensor }) => [...(toFloat64(tensor) ?? [])]);
}

async function again(held: HeldRun, modes: Modes): Promise<number[][]> {
  return (await held.rerun({ modes })).map((it) => [...((it?.values ?? []) as Float32Array)]);
}

const handsBack: CustomLayer = (x) => x;

const idsOf = ({ model }: Scene, className: string): string[] =>
  model.layers.filter((layer) => layer.className === className).map(({ id }) => id);

describe('A held run', () => {
  it.each([
    'network',
    'nested',
    'nested twice',
    'time distributed',
    'residual block',
    'spectral then batchnorm',
  ])(
    'repeats %s in training mode as a whole run does, predicts as before, and leaves nothing behind',
    async (name) => {
      const scene = sceneOf(name, 0.4);
      const before = tensorsAlive();
      const held = await HeldRun.start(scene.model, scene.samples);
      const predicted = await again(held, {});
      for (const seed of [0, 5]) {
        const modes: Modes = { model: 'training', seed };
        expect(await again(held, modes)).toEqual(await whole(scene, modes));
        expect(await again(held, modes)).not.toEqual(predicted);
      }
      expect(await again(held, {})).toEqual(predicted);
      held.dispose();
      expect(tensorsAlive()).toBe(before);
    },
  );

  it('trains single layers, what is in a nested model, or a class', async () => {
    const scene = sceneOf('nested', 0.4);
    const held = await HeldRun.start(scene.model, scene.samples);
    const [outer = '', inner = ''] = idsOf(scene, 'BatchNormalization').sort(
      (a, b) => a.split('/').length - b.split('/').length,
    );
    const [model = ''] = inner.split('/');
    const say = (...names: string[]): Modes => ({ layers: new Map(names.map((it) => [it, 'training'])) });
    const results = {
      outer: await again(held, say(outer)),
      inner: await again(held, say(inner)),
      model: await again(held, say(model)),
      normalisation: await again(held, { classes: new Map([['BatchNormalization', 'training']]) }),
      predicted: await again(held, {}),
    };
    expect(new Set(Object.values(results).map((it) => JSON.stringify(it))).size).toBe(5);
    expect(results.outer[0]).toEqual(results.predicted[0]);
    expect(await again(held, say(outer, inner))).toEqual(results.normalisation);
    const all: Modes = { model: 'training', layers: new Map([[model, 'inference']]) };
    expect(await again(held, all)).toEqual(results.outer);
    held.dispose();
  });

  it('computes again what a mode reaches, and nothing else', () => {
    const scene = sceneOf('network', 0.4);
    const { model } = scene;
    const affected = (modes: Modes) => [...affectedNodes(model, { modes })];
    const order = model.graph.nodes.map(({ id }) => id);
    const [first = '', last = ''] = idsOf(scene, 'BatchNormalization');
    const [dropout = ''] = idsOf(scene, 'Dropout');
    expect(affected({})).toEqual([]);
    expect(affected({ model: 'training' })).toEqual(order.slice(order.indexOf(first)));
    expect(affected({ layers: new Map([[dropout, 'training']]) })).toEqual(
      order.slice(order.indexOf(dropout)),
    );
    expect(affected({ layers: new Map([[last, 'training']]) })).toEqual(order.slice(order.indexOf(last)));
    expect(affected({ classes: new Map([['Dense', 'training']]) })).toEqual([]);
  });

  it('keeps a frozen layer on its stored statistics, whatever it is told', async () => {
    const scene = sceneOf('batchnorm frozen');
    const held = await HeldRun.start(scene.model, scene.samples);
    expect(await again(held, { classes: new Map([['BatchNormalization', 'training']]) })).toEqual(
      await again(held, {}),
    );
    held.dispose();
  });

  it('does not answer where one call of a layer trains and another predicts', async () => {
    const scene = sceneOf('batchnorm called twice');
    const [id = ''] = idsOf(scene, 'BatchNormalization');
    const modes: Modes = {
      layers: new Map([
        [id, 'inference'],
        [`${id}#1`, 'training'],
      ]),
    };
    const { stoppedAt } = await runModel({ ...scene.model, modes }, scene.samples, {
      backend: 'wasm',
      keep: 'outputs',
    });
    expect(stoppedAt?.because).toMatch(/called 4 times, in training mode too/);
  });

  it('does not run supplied code in training mode', async () => {
    const scene = sceneOf('network');
    const layers = scene.model.layers.map((layer) =>
      layer.className === 'ReLU' ? { ...layer, kind: 'custom' as const, className: 'Mine' } : layer,
    );
    const custom = { source: 'mine.js', layers: { Mine: handsBack } };
    const model = { ...scene.model, layers, custom };
    const run = (modes: Modes) =>
      runModel({ ...model, modes }, scene.samples, { backend: 'wasm', keep: 'outputs' });
    expect((await run({})).stoppedAt).toBeNull();
    expect((await run({ model: 'training' })).stoppedAt?.because).toMatch(/supplied for predicting/);
  });
});
