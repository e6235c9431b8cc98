import { describe, expect, it } from 'vitest';
import { memorySource, openArrays, readPickle } from '../formats/index.ts';
import { readPreprocessing, type Table } from './index.ts';
import { casesOf, preprocessFile, rowMajor } from './testing.ts';

const NAMES = ['age', 'height', 'ratio', 'count'];

async function fittedOnFrames(version: string) {
  const file = `sklearn-${version}.npz`;
  const cases = casesOf(file, await openArrays(memorySource(file, preprocessFile(file))));
  return (name: string) => {
    const found = cases.find((it) => it.name === `${version} ${name}`);
    if (!found) throw new Error(`There is no case ${name}.`);
    return { samples: found.samples, transform: readPreprocessing(readPickle(found.pickle, name)) };
  };
}

/** The samples with these of the fitted columns, in this order, under their names. */
function named({ columns, ...rest }: Table, names: readonly string[]): Table {
  const nothing = new Float64Array(rest.rows);
  return { ...rest, names, columns: names.map((name) => columns[NAMES.indexOf(name)] ?? nothing) };
}

const newest = await fittedOnFrames('1.9');

describe('samples whose columns have names', () => {
  it('are picked by name by a ColumnTransformer, whatever their order and whatever else there is', () => {
    const { samples, transform } = newest('frame-columns');
    const mixed = named(samples, ['count', 'other', 'ratio', 'age', 'height']);
    expect(rowMajor(transform.apply(mixed))).toEqual(rowMajor(transform.apply(samples)));
  });

  it('may lack what a ColumnTransformer drops, and nothing else', () => {
    const { samples, transform } = newest('frame-slice');
    const less = named(samples, ['ratio', 'height', 'count']);
    expect(rowMajor(transform.apply(less))).toEqual(rowMajor(transform.apply(samples)));
    expect(() => transform.apply(named(samples, ['age', 'height', 'count']))).toThrow(
      'was fitted on columns that the samples do not have: ratio.',
    );
  });

  it('must be those of fitting, in their order, for every other transform', () => {
    const { samples, transform } = newest('frame-standard');
    expect(transform.apply(named(samples, NAMES)).rows).toBe(samples.rows);
    expect(() => transform.apply(named(samples, ['height', 'age', 'ratio', 'count']))).toThrow(
      'StandardScaler was fitted on the columns age, height, ratio, count, in this order; the samples have height, age',
    );
  });

  it('must stand in their order before scikit-learn 1.0', async () => {
    const { samples, transform } = (await fittedOnFrames('0.24'))('frame-columns');
    expect(transform.apply(named(samples, NAMES)).rows).toBe(samples.rows);
    expect(() => transform.apply(named(samples, ['height', 'age', 'ratio', 'count']))).toThrow(
      'before scikit-learn 1.0 others are refused',
    );
  });
});
