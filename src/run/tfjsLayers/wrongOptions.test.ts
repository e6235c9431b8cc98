import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from '../backends.ts';
import { type Case, gapOf, modelOf, readCases, runCase, tensorsAlive } from '../testing.ts';
import { runAsTfjs } from './runAsTfjs.ts';
import { partsFromKeras, type TfjsRun } from './TfjsRun.ts';
import { samplesOf, tfjsFileOf, wrongOptions } from './testing.ts';

beforeAll(() => switchBackend('cpu'));

const run = (item: Case, keras: string): Promise<TfjsRun> =>
  runAsTfjs(modelOf(item, keras), tfjsFileOf(item), samplesOf(item), { backend: 'cpu' });

describe.each(wrongOptions())(
  '$option, which TensorFlow.js computes wrongly: $name',
  ({ item, keras, layer }) => {
    it('is what Keras answers in the first engine, and something else in the second, from that layer on', async () => {
      const first = await runCase(item, keras);
      item.outputs.forEach((wanted, i) => {
        expect(gapOf(first.outputs[i] as Case['outputs'][number], wanted)).toBeLessThan(1e-5);
      });
      const second = await run(item, keras);
      expect(partsFromKeras(second)).toBe(true);
      expect(second.kind === 'ran' && second.births.map((birth) => birth.layer)).toContain(layer);
    });
  },
);

describe('the second engine', () => {
  const { keras, cases } = readCases('layers.k215.json.gz');
  const found = (name: string): Case => cases.find((item) => item.name === name) as Case;

  it.each(
    ['conv2d stride same', 'LSTM backwards', 'separable2d valid', 'up2d nearest'].filter((name) =>
      found(name),
    ),
  )('agrees with Keras where TensorFlow.js is right: %s', async (name) => {
    const ran = await run(found(name), keras);
    expect(ran.kind).toBe('ran');
    expect(partsFromKeras(ran)).toBe(false);
  });

  it('says so in TensorFlow.js’ own words where it cannot load a class', async () => {
    const item = cases.find(({ model }) => JSON.stringify(model).includes('"SeparableConv1D"')) as Case;
    expect(await run(item, keras)).toMatchObject({
      kind: 'refused',
      at: 'load',
      because: expect.stringContaining('Unknown layer: SeparableConv1D'),
    });
  });

  it('comes back from a config that TensorFlow.js would load for ever', async () => {
    const item = found('LSTM backwards');
    const file = tfjsFileOf(item);
    const text = JSON.stringify(file.document).replace('[["x0",0,0,{}]]', '[["x0",7,0,{}]]');
    expect(text).toContain('"x0",7');
    const looping = { ...file, document: JSON.parse(text) };
    const ran = await runAsTfjs(modelOf(item, keras), looping, samplesOf(item), { backend: 'cpu' });
    expect(ran).toMatchObject({ kind: 'refused', because: expect.stringContaining('never end') });
  });

  it('leaves no tensor behind, loaded or not, twice the same', async () => {
    const items = [
      found('LSTM backwards'),
      ...cases.filter(({ name }) => /^bidirectional/.test(name)).slice(0, 4),
    ];
    for (const item of items) {
      const before = tensorsAlive();
      const [once, again] = [await run(item, keras), await run(item, keras)];
      expect(again).toEqual(once);
      expect(tensorsAlive(), item.name).toBe(before);
    }
  });
});
