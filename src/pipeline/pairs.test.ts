import { describe, expect, it } from 'vitest';
import { comparePair, OPTIONS, pairFixtures } from './testing.ts';

/** Causes that this version names; the others must come out as a difference without a false cause. */
const pairs = pairFixtures();

describe.each(pairs)('$id: $expected.story', ({ id, expected }) => {
  it('gets the verdict, the gap and the cause that Keras shows', async () => {
    const report = await comparePair(id);
    expect(report.verdict).toBe(expected.verdict);
    const scale = Math.max(1, ...(report.runs[0]?.samples ?? []).flatMap(({ a }) => a.map(Math.abs)));
    report.runs[0]?.outputs.forEach((output, i) => {
      const wanted = expected.outputs[i]?.maxAbs ?? Number.NaN;
      expect(
        Math.abs(output.maxAbs - wanted),
        `${output.name}: ${output.maxAbs} against ${wanted}`,
      ).toBeLessThanOrEqual(1e-5 * scale);
    });
    expect(report.runs[0]?.outputs.length).toBe(expected.outputs.length);
    if (expected.verdict === 'different')
      expect(report.findings.map(({ cause }) => cause)).toContain(
        expected.cause ?? report.findings[0]?.cause,
      );
    else expect(report.findings).toEqual([]);
  });

  it('never calls a real difference harmless without running', async () => {
    const report = await comparePair(id, { ...OPTIONS, run: false });
    if (expected.verdict === 'different') expect(report.verdict).toBe('different');
    if (expected.verdict === 'identical') expect(report.verdict).toBe('identical');
  });
});
