import { describe, expect, it } from 'vitest';
import { memorySource, openArrays, readPickle } from '../formats/index.ts';
import { ReadError } from '../model/index.ts';
import { readPreprocessing } from './index.ts';
import { casesOf, preprocessFile, rowMajor, versions } from './testing.ts';

/** 1e-12 of the size of the answer's numbers, and of 1. */
const TOLERANCE = 1e-12;

describe.each(versions())('scikit-learn %s', async (version) => {
  const name = `sklearn-${version}.npz`;
  const arrays = await openArrays(memorySource(name, preprocessFile(name)));
  const cases = casesOf(version, arrays);

  it.each(cases.filter(({ answer }) => answer !== null))('computes $name', ({ pickle, samples, answer }) => {
    const made = readPreprocessing(readPickle(pickle, 'case')).apply(samples);
    expect([made.rows, made.columns.length]).toEqual([samples.rows, answer?.width]);
    const [mine, theirs] = [rowMajor(made), answer?.values ?? []];
    const worst = mine.map((value, i) => gap(value, theirs[i]));
    expect(Math.max(0, ...worst)).toBeLessThanOrEqual(TOLERANCE);
  });

  it.each(cases.filter(({ answer }) => answer === null))(
    'refuses what it refuses: $name',
    ({ pickle, samples }) => {
      const read = readPreprocessing(readPickle(pickle, 'case'));
      expect(() => read.apply(samples)).toThrow(ReadError);
    },
  );
});

function gap(mine: number | string, theirs: number | string | undefined): number {
  if (typeof mine === 'string' || typeof theirs !== 'number') return mine === theirs ? 0 : 1;
  if (Number.isNaN(mine) || Number.isNaN(theirs)) return Object.is(mine, theirs) ? 0 : 1;
  return Math.abs(mine - theirs) / Math.max(1, Math.abs(theirs));
}
