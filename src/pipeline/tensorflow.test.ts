import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../formats/index.ts';
import { tensorflowFixtures } from '../formats/tensorflow/testing.ts';
import type { Report } from '../report/index.ts';
import { createPipeline, type HostFile, type Result } from './index.ts';
import { OPTIONS } from './testing.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const WASM = new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname;

const file = (path: string): HostFile => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  blob: memorySource(path, new Uint8Array(readFileSync(new URL(path, FIXTURES)))),
});

async function compare(a: string, b: string): Promise<Report> {
  const pipeline = createPipeline({ wasmUrls: WASM });
  unwrap(await pipeline.open('a', [file(a)]));
  unwrap(await pipeline.open('b', [file(b)]));
  return unwrap(await pipeline.compare({ ...OPTIONS, samples: 2 }, {}));
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}

/** How the weights of both sides relate, optimizer state left out. */
const statuses = ({ variables }: Report): string[] => [
  ...new Set(variables.filter(({ role }) => role !== null).map(({ status }) => status)),
];

const same = tensorflowFixtures().filter(
  ({ expected }) => expected.architecture && !expected.renamed && !expected.unsaved?.length,
);

describe.each(same)('$id against the Keras file of the same model', ({ id, expected }) => {
  it('has the same weights in the same layers, and computes the same', async () => {
    const report = await compare(`good/${expected.architecture}`, `tensorflow/${id}.zip`);
    expect(['identical', 'equivalent']).toContain(report.verdict);
    expect(report.findings.filter(({ grade }) => grade === 'proven')).toEqual([]);
  });
});

describe('a checkpoint of Keras 3 that lacks what lists hold', () => {
  it('is not said to differ in it, but to hold no values for it', async () => {
    const [fixture] = tensorflowFixtures().filter(({ id }) => id === 'rnn-cells-k315-checkpoint');
    const report = await compare(
      `good/${fixture?.expected.architecture}`,
      'tensorflow/rnn-cells-k315-checkpoint.zip',
    );
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain('TensorFlow saves nothing of what Keras 3 keeps in lists');
    expect(report.findings).toEqual([]);
  });
});

describe('a checkpoint of a model with one layer more', () => {
  it('gives the values that TensorFlow restores into the smaller one, and says how it went', async () => {
    const report = await compare('tensorflow/insertion-k215.h5', 'tensorflow/insertion-k215-weights.zip');
    expect(statuses(report)).toEqual(['identical']);
    expect(report.b?.notes.map(({ code }) => code)).toEqual(['other-structure']);
  });
});

const exported = tensorflowFixtures().filter(({ expected }) => expected.renamed);

describe.each(exported)('$id, whose layers no config names', ({ id, expected }) => {
  it('pairs every weight with the one of the same values', async () => {
    const report = await compare(`good/${expected.architecture}`, `tensorflow/${id}.zip`);
    const weights = report.variables.filter(({ a, b }) => a !== null || b !== null);
    expect(
      weights.map(({ a, b, status }) => `${a} ${b} ${status}`).filter((it) => !it.endsWith('identical')),
    ).toEqual([]);
  });
});
