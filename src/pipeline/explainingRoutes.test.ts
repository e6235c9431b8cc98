import { describe, expect, it } from 'vitest';
import type { Report } from '../report/index.ts';
import { comparePair } from './testing.ts';

/** What a report says of simulated loads: cause, grade, the sentence, the figures. */
function loadsIn({ findings }: Report) {
  return findings.flatMap(({ cause, grade, evidence }) =>
    evidence
      .filter(({ says }) => says.startsWith('Of A’s file'))
      .map(({ says, figures }) => ({ cause, grade, says, figures })),
  );
}

describe('a load that leaves what B holds, bit for bit, is told as evidence', () => {
  it('for frozen layers that were loaded by position', async () => {
    expect(loadsIn(await comparePair('c03-frozen-nested'))).toEqual([
      {
        cause: 'C03',
        grade: 'proven',
        says: 'Of A’s file, load_weights by position in Keras 3.15 leaves in B what B holds, bit for bit, in all 6 variables that it writes.',
        figures: { written: 6, 'from elsewhere': 4, 'left as they were': 0 },
      },
    ]);
  });

  it('for layers that a load by name left alone: what they hold instead cannot prove it', async () => {
    expect(loadsIn(await comparePair('c01-by-name'))).toEqual([
      expect.objectContaining({
        cause: 'C01',
        grade: 'likely',
        says: expect.stringContaining('load_weights with by_name=True in Keras 3.15'),
        figures: { written: 4, 'from elsewhere': 0, 'left as they were': 4 },
      }),
    ]);
  });

  it('for an inserted layer: what moved, and what the same load left, as one cause', async () => {
    const report = await comparePair('c04-inserted-layer');
    const loads = loadsIn(report);
    expect(loads.map(({ cause, grade }) => [cause, grade])).toEqual([['C04', 'proven']]);
    expect(loads[0]?.says).toContain('load_weights by class counter with skip_mismatch=True');
    const moved = report.findings.find(({ cause }) => cause === 'C04');
    expect(moved?.explanation).toContain('The same load left `d3` and `head` as they were.');
  });

  it.each(['c14-other-checkpoint', 'c49-moving-statistics', 'c27-epsilon', 'renamed-layers'])(
    'and for nothing else: %s',
    async (id) => {
      expect(loadsIn(await comparePair(id))).toEqual([]);
    },
  );
});
