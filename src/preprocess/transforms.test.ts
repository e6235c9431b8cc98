import { describe, expect, it } from 'vitest';
import { memorySource, openArrays, readPickle } from '../formats/index.ts';
import { ReadError } from '../model/index.ts';
import { readPreprocessing } from './index.ts';
import { EPSILON } from './NumberType.ts';
import type { Table } from './Table.ts';
import { caseFiles, casesOf, preprocessFile, rowMajor, type TransformCase } from './testing.ts';

/** 1e-12 of the size of the answer's numbers, and of 1. */
const TOLERANCE = 1e-12;

const casesIn = async (file: string): Promise<TransformCase[]> =>
  casesOf(file, await openArrays(memorySource(file, preprocessFile(file))));

describe.each(caseFiles('sklearn'))('%s', async (file) => {
  const cases = await casesIn(file);

  it.each(cases.filter(({ answer }) => answer !== null))('computes $name', ({ pickle, samples, answer }) => {
    const made = readPreprocessing(readPickle(pickle, 'case')).apply(samples);
    expect([made.rows, made.columns.length]).toEqual([samples.rows, answer?.width]);
    const [mine, theirs] = [rowMajor(made), answer?.values ?? []];
    const worst = mine.map((value, i) => gap(value, theirs[i]));
    expect(Math.max(0, ...worst)).toBeLessThanOrEqual(TOLERANCE);
  });

  itRefuses(cases);
});

describe.each(caseFiles('types'))('%s', async (file) => {
  const cases = await casesIn(file);

  it.each(cases.filter(({ answer }) => answer !== null))(
    'computes $name in the type that scikit-learn does',
    ({ pickle, samples, answer }) => {
      const made = readPreprocessing(readPickle(pickle, 'case')).apply(samples);
      expect([made.type, made.columns.length]).toEqual([answer?.type, answer?.width]);
      const [mine, theirs] = [rowMajor(made), answer?.values ?? []];
      const worst = Math.max(...mine.map((value, i) => gap(value, theirs[i])));
      // What a note says may differ in its last digits; float64 is held to the tolerance; the rest is the same, bit by bit.
      const exact = made.type === 'float64' ? TOLERANCE : 0;
      expect(worst).toBeLessThanOrEqual(made.notes ? lastDigits(samples, mine) : exact);
    },
  );

  itRefuses(cases);
});

/** Eight steps of a float32 at the largest number, of samples or results, where a note says so. */
function lastDigits(samples: Table, made: readonly (number | string)[]): number {
  const sizes = [...rowMajor(samples), ...made].map((value) => Math.abs(Number(value)));
  const step = samples.type === 'float16' ? EPSILON.float16 : EPSILON.float32;
  return 8 * step * Math.max(1, ...sizes.filter(Number.isFinite));
}

function itRefuses(cases: readonly TransformCase[]): void {
  it.each(cases.filter(({ answer }) => answer === null))(
    'refuses what it refuses: $name',
    ({ pickle, samples }) => {
      const value = readPickle(pickle, 'case');
      expect(() => readPreprocessing(value).apply(samples)).toThrow(ReadError);
    },
  );
}

function gap(mine: number | string, theirs: number | string | undefined): number {
  if (mine === theirs) return 0;
  if (typeof mine === 'string' || typeof theirs !== 'number') return 1;
  if (Number.isNaN(mine) || Number.isNaN(theirs)) return Object.is(mine, theirs) ? 0 : 1;
  return Math.abs(mine - theirs) / Math.max(1, Math.abs(theirs));
}
