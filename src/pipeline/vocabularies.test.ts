import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../report/index.ts';
import type { Result, Slot } from './Pipeline.ts';
import { fixtureFile, OPTIONS, testPipeline } from './testing.ts';

/** Two models that know the same words in another order, each with the words in a list and in a file. */
const FOLDER = new URL('../../fixtures/vocabularies/', import.meta.url);
const models = readdirSync(FOLDER).filter((name) => /\.(zip|keras)$/.test(name));
const ones = models.filter((name) => name.startsWith('one-'));

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}

async function compared(slots: readonly (readonly [Slot, string])[], run: boolean): Promise<Report> {
  const pipeline = testPipeline();
  for (const [slot, name] of slots) unwrap(await pipeline.open(slot, [fixtureFile(`vocabularies/${name}`)]));
  return unwrap(await pipeline.compare({ ...OPTIONS, samples: 16, run }, {}));
}

const tagOf = (name: string): string => /k\d+/.exec(name)?.[0] ?? '';

describe('A model that looks words up', () => {
  it.each(models)('%s answers as TensorFlow does', async (name) => {
    const recorded = `${name.split('-')[0]}.${tagOf(name)}.npz`;
    const report = await compared(
      [
        ['a', name],
        ['reference', recorded],
      ],
      true,
    );
    expect(report.verdict).toBe('equivalent');
  });

  it.each(ones)('%s is the same whether its words are a list or a file', async (name) => {
    const twins = ones.filter((other) => tagOf(other) === tagOf(name));
    expect(twins.length).toBeGreaterThan(1);
    for (const other of twins) {
      const report = await compared(
        [
          ['a', name],
          ['b', other],
        ],
        true,
      );
      expect(report.findings.map(({ title }) => title)).toEqual([]);
      expect([other, report.verdict]).toEqual([other, expect.stringMatching(/^(identical|equivalent)$/)]);
    }
  });

  it.each(ones)('%s is another one when its words stand in another order', async (name) => {
    const other = name.replace('one-', 'other-');
    for (const run of [true, false]) {
      const report = await compared(
        [
          ['a', name],
          ['b', other],
        ],
        run,
      );
      expect(report.verdict).toBe('different');
      const [finding] = report.findings;
      expect([finding?.cause, finding?.where]).toEqual(['C37', ['cities']]);
      expect(finding?.title).toContain('2 of 4 places, the first at 0: "Rome" in A, "Oslo" in B');
    }
  });

  it.each([
    ['one-file.k215.h5', 'one-list.k215.h5'],
    ['one-list.k315.keras', 'one-file.k215.h5'],
  ])('%s and %s: nothing is known of words of which a file holds only the path', async (a, b) => {
    const report = await compared(
      [
        ['a', a],
        ['b', b],
      ],
      false,
    );
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain('one-file.k215.h5 holds the path of that file alone');
    expect(report.findings.map(({ cause, grade }) => [cause, grade])).toEqual([['C37', 'possible']]);
  });

  it('is the same in HDF5 as in an archive of another generation, by its words', async () => {
    const pair = [
      ['a', 'one-list.k215.h5'],
      ['b', 'one-file.k315.keras'],
    ] as const;
    const report = await compared(pair, false);
    expect([report.verdict, report.findings]).toEqual(['equivalent', []]);
  });

  it('is proven where giving B the words of A makes them agree', async () => {
    for (const form of ['list', 'file']) {
      const names = [`one-${form}.k315.keras`, `other-${form}.k315.keras`] as const;
      const report = await compared(
        [
          ['a', names[0]],
          ['b', names[1]],
        ],
        true,
      );
      expect(report.findings.map(({ cause, grade }) => [cause, grade])).toEqual([['C37', 'proven']]);
    }
  });
});
