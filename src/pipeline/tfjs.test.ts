import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../formats/index.ts';
import { convertedFrom, tfjsCompanion, tfjsFixtures, tfjsFolder } from '../formats/tfjs/testing.ts';
import type { Report } from '../report/index.ts';
import { createPipeline, type HostFile, type Result } from './index.ts';
import { OPTIONS } from './testing.ts';

const GOOD = new URL('../../fixtures/good/', import.meta.url);
const WASM = new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname;
const sources = convertedFrom();

const hostFile = (path: string, bytes: Uint8Array): HostFile => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  blob: memorySource(path, bytes),
});

const folderOf = (name: string): HostFile[] =>
  Object.entries(tfjsFolder(name)).map(([path, bytes]) => hostFile(`${name}/${path}`, bytes));

/** The Keras file that a TensorFlow.js model was made from, or that Keras made of it. */
const kerasOf = (name: string): HostFile => {
  const file = sources[name];
  return file === undefined
    ? hostFile(`${name}.h5`, tfjsCompanion(`${name}.h5`))
    : hostFile(file, new Uint8Array(readFileSync(new URL(file, GOOD))));
};

async function compare(a: readonly HostFile[], b: readonly HostFile[]): Promise<Report> {
  const pipeline = createPipeline({ wasmUrls: WASM });
  unwrap(await pipeline.open('a', a));
  unwrap(await pipeline.open('b', b));
  return unwrap(await pipeline.compare({ ...OPTIONS, samples: 4 }, {}));
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}

const whole = tfjsFixtures().filter((name) => !/uint|float16|weights|graph|upsampled/.test(name));
/** Keras 3 configs, recurrent layers with `reset_after`, operators: TensorFlow.js has no way to load them. */
const UNLOADABLE = /k3-|k212-archive|rnn-text|multi-io/;

describe.each(whole)('%s against the Keras file that it belongs to', (name) => {
  it('is equivalent, and says how TensorFlow.js itself fares', async () => {
    const report = await compare([kerasOf(name)], folderOf(name));
    expect(report.verdict).toBe('equivalent');
    expect(report.findings).toEqual([]);
    const note = report.b?.notes.find(({ code }) => code === 'tfjs-refuses');
    expect(note?.message ?? 'none').toMatch(
      UNLOADABLE.test(name) ? /refuse to load this model.* TensorFlow\.js 4\.22\.0 says: / : /^none$/,
    );
  });
});

describe('a model that TensorFlow.js computes otherwise', () => {
  it('is equivalent as Keras runs it, and the layer and its option are named', async () => {
    const report = await compare([kerasOf('upsampled')], folderOf('upsampled'));
    expect(report.verdict).toBe('equivalent');
    expect(report.headline).toContain('As Keras runs them the two predict the same.');
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({
      cause: 'C59',
      slug: 'tfjs-runtime',
      grade: 'proven',
      where: ['larger'],
    });
    expect(report.findings[0]?.explanation).toContain('UpSampling2D interpolation="bilinear"');
  });
});

describe('quantised weights', () => {
  it.each(['mlp-uint8', 'mlp-uint16', 'mlp-partly-uint8'])(
    '%s are the proven cause of the gap',
    async (name) => {
      const report = await compare([kerasOf(name)], folderOf(name));
      expect(report.verdict).toBe('different');
      expect(report.findings).toHaveLength(1);
      expect(report.findings[0]).toMatchObject({
        cause: 'C34',
        slug: 'precision',
        grade: 'proven',
        share: 1,
      });
      expect(report.headline).toMatch(/^The weights of B are rounded to uint/);
    },
  );

  it('of half precision are found as a cast', async () => {
    const report = await compare([kerasOf('mlp-float16')], folderOf('mlp-float16'));
    expect(report.findings[0]).toMatchObject({ cause: 'C34', grade: 'proven' });
  });
});

describe('graph models', () => {
  it('are the same when every byte is', async () => {
    expect((await compare(folderOf('graph-dense'), folderOf('graph-dense'))).verdict).toBe('identical');
  });

  it('are run, and equivalent when they answer alike', async () => {
    const spaced = folderOf('graph-dense').map((file) =>
      file.name === 'model.json'
        ? hostFile(
            file.path,
            Uint8Array.from([...(tfjsFolder('graph-dense')['model.json'] as Uint8Array), 32]),
          )
        : file,
    );
    const report = await compare(folderOf('graph-dense'), spaced);
    expect(report.verdict).toBe('equivalent');
    expect(report.runs[0]?.coverage).toMatchObject({ executed: 2, total: 2 });
  });
});
