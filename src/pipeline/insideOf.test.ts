import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPipeline } from './createPipeline.ts';
import type { ModelInside } from './ModelInside.ts';
import type { Pipeline } from './Pipeline.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url).pathname;

/** A pipeline with one file open as A. */
async function withFile(path: string): Promise<Pipeline> {
  const pipeline = createPipeline({ wasmUrls: '' });
  const name = path.split('/').at(-1) ?? '';
  const opened = await pipeline.open('a', [
    { name, path: name, blob: new Blob([readFileSync(join(FIXTURES, path))]) },
  ]);
  expect(opened.ok, path).toBe(true);
  return pipeline;
}

async function insideOf(path: string): Promise<ModelInside> {
  const result = await (await withFile(path)).inside('a');
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

test('A model by itself shows its layers, what each call reads, and its tensors', async () => {
  const { layers, calls, variables, missing } = await insideOf('converted/cnn.k315.keras');
  expect(missing).toBeNull();
  expect(layers.map(({ id }) => id)).toContain('stem');
  expect(layers.find(({ id }) => id === 'stem')).toMatchObject({ className: 'Conv2D', detail: '3 × 2, 5' });
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  expect(parameters).toBe(474);
  expect(calls.at(-1)?.gives).toHaveLength(1);
  expect(variables.filter(({ purpose }) => purpose === 'weight')).toHaveLength(12);
});

test('In every kind of file each call reads calls before its own, and every layer of a call is listed', async () => {
  const files = [
    ...readdirSync(join(FIXTURES, 'good'))
      .filter((name) => /k315-(v3|h5)\.(keras|h5)$/.test(name))
      .map((name) => `good/${name}`),
    ...[
      'matrix/saved-k215.zip',
      'matrix/export-k315.zip',
      'matrix/frozen-k315.zip',
      'matrix/tfjs-of-h5-k215.zip',
    ],
    ...['converted/cnn.k315.onnx', 'converted/cnn-int8.k315.tflite', 'converted/mlp-torch.safetensors'],
  ];
  for (const file of files) {
    const { layers, calls } = await insideOf(file);
    const ids = new Set(layers.map(({ id }) => id));
    for (const [at, { reads, layer }] of calls.entries()) {
      expect(
        reads.every((from) => from < at),
        `${file} ${layer}`,
      ).toBe(true);
      expect(ids.has(layer), `${file} ${layer}`).toBe(true);
    }
  }
});

test('The values of one tensor are read without a second file', async () => {
  const pipeline = await withFile('converted/mlp-torch.safetensors');
  const inside = await pipeline.inside('a');
  const [first] = inside.ok ? inside.value.variables : [];
  const result = await pipeline.stored('a', first?.id ?? '');
  expect(result).toMatchObject({
    ok: true,
    value: { b: null, delta: null, a: { shape: first?.shape, nan: 0 } },
  });
  const counted = result.ok ? (result.value.histogram?.a ?? []) : [];
  expect(counted.reduce((sum, value) => sum + value, 0)).toBe(
    first?.shape.reduce((all, axis) => all * axis, 1),
  );
});

test('A tensor that the file does not hold, and a side without a file, are refused by name', async () => {
  const pipeline = await withFile('converted/mlp-torch.safetensors');
  expect(await pipeline.stored('a', 'nowhere')).toMatchObject({
    ok: false,
    failure: { message: 'mlp-torch.safetensors holds no variable `nowhere`.' },
  });
  expect(await pipeline.inside('b')).toMatchObject({
    ok: false,
    failure: { message: 'No model is open as B.' },
  });
});
