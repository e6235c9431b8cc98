import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatisticsSum } from './Statistics.ts';

const statistics = (a: readonly number[], b: readonly number[]) => {
  const sum = new StatisticsSum();
  sum.add(a, b);
  return sum.done();
};

describe('the statistics of a pair', () => {
  it('name the largest absolute and relative difference with their places', () => {
    expect(statistics([1, 100, 0], [1.5, 101, 0])).toMatchObject({
      countDifferent: 2,
      maxAbs: 1,
      maxAbsAt: 1,
      maxRel: 0.5,
      maxRelAt: 0,
      maxA: 100,
    });
  });

  it('take NaN at the same place for equal, and count it', () => {
    expect(statistics([Number.NaN, 1], [Number.NaN, 1])).toMatchObject({
      countDifferent: 0,
      nanA: 1,
      nanB: 1,
      maxAbs: 0,
    });
  });

  it('count NaN on one side as a difference without a size', () => {
    expect(statistics([1, 2], [Number.NaN, 2])).toMatchObject({
      countDifferent: 1,
      nanA: 0,
      nanB: 1,
      maxAbs: 0,
    });
  });

  it('take equal infinities for equal and opposite ones for different', () => {
    const inf = Number.POSITIVE_INFINITY;
    expect(statistics([inf, inf], [inf, -inf])).toMatchObject({ countDifferent: 1, infA: 2, infB: 2 });
  });

  it('take −0 for 0', () => {
    expect(statistics([0], [-0])).toMatchObject({ countDifferent: 0 });
  });

  it('do not depend on how the values are sliced', () => {
    const value = fc.double({ noDefaultInfinity: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), fc.nat(), (pairs, at) => {
        const cut = at % pairs.length;
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const sum = new StatisticsSum();
        sum.add(a.slice(0, cut), b.slice(0, cut));
        sum.add(a.slice(cut), b.slice(cut));
        expect(sum.done()).toEqual(statistics(a, b));
      }),
    );
  });
});
