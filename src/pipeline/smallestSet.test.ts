import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestSet } from './smallestSet.ts';

describe('smallestSet', () => {
  it('finds just those that are needed, whatever else is suspected', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { maxLength: 8 }),
        async (parts) => {
          // A part of at most 0.5 is noise: only larger ones make a gap.
          const gaps = parts.map((part) => (part <= 0.5 ? 0 : part));
          const suspects = gaps.map((_, i) => i);
          const gap = async (undone: readonly number[]) =>
            Math.max(0, ...suspects.filter((it) => !undone.includes(it)).map((it) => gaps[it] as number));
          const found = await smallestSet(suspects, 0.5, gap);
          expect(found?.after).toBe(0);
          expect(found?.members).toEqual(
            suspects.filter((it) => (gaps[it] as number) > 0.5).map((of) => ({ of, without: gaps[of] })),
          );
        },
      ),
      { numRuns: 100, seed: 3 },
    );
  });

  it('finds none where something else makes the gap, or it cannot be computed', async () => {
    expect(await smallestSet(['x', 'y'], 0.5, async () => 2)).toBeNull();
    expect(await smallestSet(['x', 'y'], 0.5, async () => null)).toBeNull();
  });

  it('keeps one of two that each would do', async () => {
    const found = await smallestSet(['x', 'y'], 0.5, async (undone) => (undone.length > 0 ? 0 : 3));
    expect(found?.members.map(({ of }) => of)).toEqual(['y']);
  });
});
