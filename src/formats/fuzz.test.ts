import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPreprocessing } from '../preprocess/index.ts';
import { parseReport, toHtml, toJson } from '../report/index.ts';
import { swappedReport } from '../report/testing.ts';
import { memorySource } from './containers/index.ts';
import { packedFiles } from './containers/pickle/testing.ts';
import { openInputs, openPickle } from './index.ts';
import { PATIENCE, runs, seed } from './testing/campaign.ts';
import { expectModelOrRefusal, meant } from './testing/expectModelOrRefusal.ts';
import { FAMILIES, type Files, fixture, setOf } from './testing/families.ts';
import { jsonMutation, mutatedJson } from './testing/jsonMutations.ts';
import { mutated, mutations } from './testing/mutations.ts';

/** Larger files are hit by chance less often, and take longer. */
const pathOf = (files: Files) => fc.constantFrom(...Object.keys(files));

describe('a model whose bytes were changed anywhere', () => {
  it.each(Object.keys(FAMILIES))(
    'is read or refused by name: %s',
    async (name) => {
      const files = await (FAMILIES[name] as (typeof FAMILIES)[string])();
      await fc.assert(
        fc.asyncProperty(pathOf(files), mutations, async (path, changes) => {
          await expectModelOrRefusal(
            setOf({ ...files, [path]: mutated(files[path] as Uint8Array, changes) }),
          );
        }),
        { numRuns: runs(40), ...seed() },
      );
    },
    PATIENCE,
  );

  it.each(Object.keys(FAMILIES))(
    'is read or refused by name when files change places: %s',
    async (name) => {
      const files = await (FAMILIES[name] as (typeof FAMILIES)[string])();
      const paths = Object.keys(files);
      for (const path of paths) {
        const { [path]: own, ...rest } = files;
        await expectModelOrRefusal(setOf(rest));
        for (const other of paths)
          await expectModelOrRefusal(setOf({ ...files, [path]: files[other] ?? own! }));
        await expectModelOrRefusal(setOf({ ...files, [path]: new Uint8Array() }));
      }
    },
    PATIENCE,
  );
});

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe('a model whose description was changed', () => {
  const described = [
    'a layers model in shards',
    'a quantised layers model',
    'a layers model with texts',
    'a graph model',
  ];

  it.each(described)(
    'is read or refused by name: %s',
    async (name) => {
      const files = await (FAMILIES[name] as (typeof FAMILIES)[string])();
      const document: unknown = JSON.parse(text(files['model.json'] as Uint8Array));
      await fc.assert(
        fc.asyncProperty(fc.array(jsonMutation, { minLength: 1, maxLength: 4 }), async (changes) => {
          await expectModelOrRefusal(
            setOf({ ...files, 'model.json': bytesOf(mutatedJson(document, changes)) }),
          );
        }),
        { numRuns: runs(120), ...seed() },
      );
    },
    PATIENCE,
  );

  const layersModel = JSON.parse(text(fixture('tfjs/nested-k212-archive/model.json')));
  const keras3 = JSON.parse(text(fixture('tfjs/nested-k3-archive/model.json')));
  const configs = {
    'of tf.keras': layersModel.modelTopology.model_config,
    'of Keras 3': keras3.modelTopology.model_config,
  };

  it.each(Object.entries(configs))(
    'is read or refused by name: an architecture %s',
    async (_, config) => {
      await fc.assert(
        fc.asyncProperty(fc.array(jsonMutation, { minLength: 1, maxLength: 5 }), async (changes) => {
          await expectModelOrRefusal(setOf({ 'm.json': bytesOf(mutatedJson(config, changes)) }));
        }),
        { numRuns: runs(300), ...seed() },
      );
    },
    PATIENCE,
  );
});

const TABLE = 'age,town,note\n1.5,Rome,"a ""b"", c"\n2,Oslo,\n-3e2,Bonn,x\n';
const INPUTS: Readonly<Record<string, Uint8Array>> = {
  'x.npz': fixture('pictures/cnn-k315-v3.npz'),
  'x.csv': new TextEncoder().encode(TABLE),
  'x.json': bytesOf({
    a: [
      [1, 2],
      [3, 4],
    ],
    b: ['x', 'y'],
  }),
  'records.json': bytesOf([
    { a: 1, b: 'x' },
    { a: 2, b: 'y' },
  ]),
  'x.png': fixture('pictures/interlaced.png'),
  'indexed.png': fixture('pictures/indexed-alpha.png'),
  'deep.png': fixture('pictures/grey-16.png'),
  'x.jpg': fixture('pictures/rgb-420.jpg'),
  'progressive.jpg': fixture('pictures/progressive-420.jpg'),
  'restarts.jpg': fixture('pictures/restarts.jpg'),
};

describe('inputs whose bytes were changed anywhere', () => {
  it.each(Object.entries(INPUTS))(
    'are read or refused by name: %s',
    async (name, bytes) => {
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const read = await meant(() => openInputs([memorySource(name, mutated(bytes, changes))]));
          for (const { shape, strings, bytes: held } of read?.arrays.values() ?? []) {
            const count = shape.reduce((product, axis) => product * axis, 1);
            expect(strings ? strings.length : held.length % Math.max(1, count)).toBe(strings ? count : 0);
          }
        }),
        { numRuns: runs(120), ...seed() },
      );
    },
    PATIENCE,
  );
});

const { files: scalers } = await packedFiles('containers');

describe('a scaler whose bytes were changed anywhere', () => {
  it.each([...scalers])(
    'is read or refused by name: %s',
    async (name, bytes) => {
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const value = await meant(() => openPickle(memorySource(name, mutated(bytes, changes))));
          if (value !== null) await meant(() => readPreprocessing(value));
        }),
        { numRuns: runs(15), ...seed() },
      );
    },
    PATIENCE,
  );
});

describe('a report that was changed', () => {
  const report = swappedReport();

  it(
    'is read or refused by name, whichever value became another',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(jsonMutation, { minLength: 1, maxLength: 4 }), async (changes) => {
          await meant(() => parseReport(JSON.stringify(mutatedJson(JSON.parse(toJson(report)), changes))));
        }),
        { numRuns: runs(150), ...seed() },
      );
    },
    PATIENCE,
  );

  it(
    'is read or refused by name, whichever byte became another',
    async () => {
      const page = new TextEncoder().encode(toHtml(report));
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          await meant(() => parseReport(text(mutated(page, changes))));
        }),
        { numRuns: runs(60), ...seed() },
      );
    },
    PATIENCE,
  );
});
