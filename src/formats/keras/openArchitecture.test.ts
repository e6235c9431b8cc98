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
