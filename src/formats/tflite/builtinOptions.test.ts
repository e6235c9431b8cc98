import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openConverted } from '../converted/testing.ts';

type Listed = Readonly<Record<string, readonly (readonly [name: string, options: object])[]>>;

/** What the classes of TensorFlow Lite read out of the same files. */
const files = JSON.parse(
  readFileSync(new URL('../../../fixtures/converted/lite-options.json', import.meta.url), 'utf8'),
) as Listed;

describe('The options of TensorFlow Lite operators', () => {
  it.each(Object.entries(files))('%s has those that the schema’s own classes read', async (file, listed) => {
    const { layers } = (await openConverted(file)).artifact;
    const found = new Map(layers.map(({ id, config }) => [id, config]));
    const read = listed.filter(([name]) => found.has(name));
    expect(read.length).toBeGreaterThan(0);
    for (const [name, options] of read) {
      const { version: _, ...config } = found.get(name) ?? {};
      expect([name, config]).toEqual([name, options]);
    }
  });

  it('are those of every table there is, each with other values than its defaults', async () => {
    const { layers } = (await openConverted('options.tflite')).artifact;
    expect(layers.length).toBe(126);
    const convolution = layers.find(({ id }) => id === 'Conv2DOptions')?.config;
    expect(convolution).toMatchObject({ padding: 'VALID', fused_activation_function: 'RELU', stride_w: 1 });
  });
});
