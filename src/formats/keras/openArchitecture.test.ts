import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ByteSource, hasGraph, type JsonObject } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';
import { fileSet, openModel } from '../index.ts';
import { goodFixtures, goodSource } from '../testing.ts';

/** A model that was saved as a whole, and its weights alone. */
const weights = goodFixtures().find(({ expected }) => expected.format === 'weights-legacy');
const whole = goodFixtures().find(({ id }) => id === weights?.expected.architecture);

async function architecture(): Promise<ByteSource> {
  const { artifact } = await openModel(goodSource(whole?.file ?? ''));
  const stated: JsonObject = {
    ...artifact.config,
    keras_version: artifact.producer.kerasVersion,
    backend: 'tensorflow',
  };
  return memorySource('arch.json', new TextEncoder().encode(JSON.stringify(stated)));
}

const together = async (...sources: ByteSource[]) =>
  fileSet(
    'saved',
    sources.map((source) => ({ path: source.name, size: source.size, open: () => source })),
  );

describe('An architecture', () => {
  it('opens with layers and wiring and without a value', async () => {
    const { artifact } = await openModel(await architecture());
    const model = (await openModel(goodSource(whole?.file ?? ''))).artifact;
    expect(artifact).toMatchObject({ format: 'architecture', holds: 'architecture', variables: [] });
    expect(artifact.layers.map(({ id }) => id)).toEqual(model.layers.map(({ id }) => id));
    expect(hasGraph(artifact)).toBe(true);
  });

  it('beside weights is one model with them', async () => {
    const set = await together(await architecture(), goodSource(weights?.file ?? ''));
    const { artifact } = await openModel(set);
    const model = (await openModel(goodSource(whole?.file ?? ''))).artifact;
    const namesOf = (it: typeof model) =>
      it.variables.filter(({ purpose }) => purpose === 'weight').map(({ id }) => id);
    expect(namesOf(artifact)).toEqual(namesOf(model));
    expect(artifact.layers.length).toBe(model.layers.length);
  });

  it('beside a whole model is refused, saying which to open', async () => {
    const set = await together(await architecture(), goodSource(whole?.file ?? ''));
    await expect(openModel(set)).rejects.toThrow(/a whole model by itself/);
  });
});

describe('An architecture in YAML, as Keras wrote it up to TensorFlow 2.5', () => {
  const yaml = (name: string): ByteSource =>
    memorySource(name, readFileSync(new URL(`../../../fixtures/yaml/${name}`, import.meta.url)));

  it.each([
    ['mlp-k215', 'block'],
    ['cnn-k215', 'block'],
    ['cnn-k215', 'flow'],
    ['nested-k215', 'flow'],
    ['rnn-text-k215', 'block'],
    ['bidirectional-k215', 'flow'],
  ])('%s (%s) opens with the layers and the wiring of the model', async (name, style) => {
    const { artifact } = await openModel(yaml(`${name}.${style}.yaml`));
    const model = (await openModel(goodSource(`${name}-h5.h5`))).artifact;
    expect(artifact).toMatchObject({ format: 'architecture', holds: 'architecture', variables: [] });
    const stated = ({ layers }: typeof model) => layers.map(({ id, className }) => [id, className]);
    expect(stated(artifact)).toEqual(stated(model));
    expect(artifact.graph).toEqual(model.graph);
    expect(artifact.producer.kerasVersion).toBe('2.15.0');
  });

  it('beside weights is one model with them', async () => {
    const set = await together(yaml('cnn-k215.block.yaml'), goodSource('cnn-k215-legacy-weights.h5'));
    const { artifact } = await openModel(set);
    const model = (await openModel(goodSource('cnn-k215-h5.h5'))).artifact;
    expect(artifact.variables.map(({ id }) => id)).toEqual(model.variables.map(({ id }) => id));
  });

  it('lends itself to safetensors beside it, too', async () => {
    const safe = memorySource(
      'model.safetensors',
      readFileSync(new URL('../../../fixtures/converted/cnn-paths.safetensors', import.meta.url)),
    );
    const model = (
      await openModel(
        memorySource(
          'cnn.keras',
          readFileSync(new URL('../../../fixtures/converted/cnn.k315.keras', import.meta.url)),
        ),
      )
    ).artifact;
    const stated = new TextEncoder().encode(JSON.stringify(model.config));
    const { artifact } = await openModel(await together(memorySource('config.json', stated), safe));
    expect(artifact.format).toBe('safetensors');
    expect(artifact.variables.map(({ id }) => id).sort()).toEqual(model.variables.map(({ id }) => id).sort());
  });

  it('that builds objects of a class is refused by its name', async () => {
    const text = 'class_name: Functional\nconfig: !!python/object/apply:os.system [echo]\n';
    const hostile = memorySource('a.yaml', new TextEncoder().encode(text));
    await expect(openModel(hostile)).rejects.toThrow(
      /!!python\/object\/apply:os\.system, which would run code/,
    );
  });
});
