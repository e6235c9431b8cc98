import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../formats/index.ts';
import { PATIENCE, runs, seed } from '../formats/testing/campaign.ts';
import { expectModelOrRefusal, type Outcome } from '../formats/testing/expectModelOrRefusal.ts';
import { expectSameValues } from '../formats/testing/expectSameValues.ts';
import { FAMILIES, type Files, setOf } from '../formats/testing/families.ts';
import { mutated, mutations } from '../formats/testing/mutations.ts';
import type { Report } from '../report/index.ts';
import type { CompareOptions, HostFile, Result } from './Pipeline.ts';
import { OPTIONS, testPipeline } from './testing.ts';

/** Files as somebody drops them. */
function dropped(files: Files): HostFile[] {
  const paths = Object.keys(files);
  return paths.map((path) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    path: paths.length === 1 ? path : `dropped/${path}`,
    blob: memorySource(path, files[path] as Uint8Array),
  }));
}

async function compared(a: Files, b: Files, options: CompareOptions): Promise<Result<Report>> {
  const pipeline = testPipeline();
  for (const [slot, files] of [['a', a] as const, ['b', b] as const]) {
    const opened = await pipeline.open(slot, dropped(files));
    if (!opened.ok) return opened;
  }
  return pipeline.compare(options, {});
}

/** What was refused was refused by name; what is called the same is the same, and was read to its last value. */
async function expectHonest(result: Result<Report>, whole: Outcome, harmed: Files): Promise<void> {
  if (!result.ok) {
    expect(result.failure.code).not.toBe('fault');
    return;
  }
  if (result.value.verdict !== 'identical' && result.value.verdict !== 'equivalent') return;
  const other = await expectModelOrRefusal(setOf(harmed));
  expect(other.refused).toBe(0);
  if (result.value.verdict === 'identical') await expectSameValues(whole.model, other.model);
}

describe('a comparison with a file whose bytes were changed anywhere', () => {
  it.each(Object.keys(FAMILIES))(
    'ends in a refusal or says the truth: %s',
    async (name) => {
      const files = await (FAMILIES[name] as (typeof FAMILIES)[string])();
      const whole = await expectModelOrRefusal(setOf(files));
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(files)), mutations, async (path, changes) => {
          const harmed = { ...files, [path]: mutated(files[path] as Uint8Array, changes) };
          await expectHonest(await compared(files, harmed, { ...OPTIONS, run: false }), whole, harmed);
        }),
        { numRuns: runs(8), ...seed() },
      );
    },
    PATIENCE,
  );

  const graphs = [
    'a SavedModel with loops',
    'a SavedModel with branches',
    'a SavedModel with tables',
    'a graph model',
  ];

  it.each(graphs)(
    'and its run stops by name, or not at all: %s',
    async (name) => {
      const files = await (FAMILIES[name] as (typeof FAMILIES)[string])();
      const paths = Object.keys(files).filter((path) => /\.(pb|json)$/.test(path));
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...paths), mutations, async (path, changes) => {
          const harmed = { ...files, [path]: mutated(files[path] as Uint8Array, changes) };
          const result = await compared(files, harmed, { ...OPTIONS, samples: 2, backend: 'cpu' });
          if (!result.ok) expect(result.failure.code).not.toBe('fault');
        }),
        { numRuns: runs(4), ...seed() },
      );
    },
    PATIENCE,
  );
});
