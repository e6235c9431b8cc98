import { describe, expect, it } from 'vitest';
import type { Report } from '../report/index.ts';
import { comparePair } from './testing.ts';

/** What must be found, best first, and nothing else; where the gap starts. Keras made every pair and says its gap. */
const PAIRS: readonly (readonly [id: string, findings: readonly string[], first: string])[] = [
  ['c01-counters-overlap', ['C01 proven dense_2, dense_1'], 'dense_3'],
  ['c02-embedding-skipped', ['C02 likely lookup', 'C23 likely lookup'], 'lookup'],
  ['c11-one-layer-fresh', ['C11 likely summary'], 'summary'],
  ['c12-shared-duplicated', ['C12 likely enc_copy, enc, join'], 'enc'],
  ['c30-towers-rewired', ['C30 proven tower_0, tower_1, tower_2, tower_3'], 'tower_0'],
  ['c30-causal-mask-lost', ['C30 proven mha'], 'mha'],
  ['c30-recurrent-activation', ['C30 proven both_ways, summary'], 'both_ways'],
  ['c31-mask-value', ['C31 proven skip_gaps'], 'skip_gaps'],
  ['c31-mask-lost', ['C31 proven embed'], 'embed'],
  ['c38-normalization-adapted-anew', ['C38 proven zscore'], 'zscore'],
  ['c49-moving-statistics', ['C49 proven bn'], 'bn'],
  [
    'mix-epsilon-and-swap',
    ['C04 proven fc_1, fc_2', 'C27 proven fc_0_bn, fc_1_bn, fc_2_bn, fc_3_bn'],
    'fc_0_bn',
  ],
  ['mix-fresh-and-mask', ['C31 proven skip_gaps', 'C11 likely summary'], 'not_equal_4'],
  ['mix-transposed-and-activation', ['C18 proven fc_1/kernel', 'C30 proven fc_0, fc_1, fc_2'], 'fc_0'],
];

const said = ({ findings }: Report): string[] =>
  findings.map(({ cause, grade, where }) => `${cause} ${grade} ${where.join(', ')}`);

describe('what is found in a pair', () => {
  it.each(PAIRS)(
    'is each cause once, with the grade that the evidence carries: %s',
    async (id, findings, first) => {
      const report = await comparePair(id);
      expect(said(report)).toEqual(findings);
      expect(report.runs[0]?.firstDivergent).toBe(first);
    },
  );

  it.each(['gelu-fused', 'relu-rescaled', 'shared-and-equal-copies', 'relu-fused', 'hidden-units-permuted'])(
    'is nothing where only the form differs, and no layer is the first to diverge: %s',
    async (id) => {
      const report = await comparePair(id);
      expect([report.verdict, said(report)]).toEqual(['equivalent', []]);
      expect(report.runs[0]?.firstDivergent).toBeNull();
    },
  );

  it('offers no code for an option that makes weights of another shape, which nothing in B fits', async () => {
    const { findings } = await comparePair('c02-embedding-skipped');
    const setting = findings.find(({ cause }) => cause === 'C23');
    expect(setting?.fix?.code).toBeNull();
    expect(setting?.fix?.text).toContain('those that B holds have other shapes');
  });

  it('says of one cause among several what stays when it is left in', async () => {
    const report = await comparePair('mix-epsilon-and-swap');
    for (const { evidence, share } of report.findings) {
      const together = evidence.find(({ says }) => says.startsWith('Undone together'));
      const { after, floor, 'left in alone': left } = together?.figures ?? {};
      expect(together?.says).toMatch(/^Undone together with the other cause, it makes all 4 samples agree/);
      expect(Number(after)).toBeLessThanOrEqual(Number(floor));
      expect(Number(left)).toBeGreaterThan(Number(floor));
      expect(share).toBeGreaterThan(0);
    }
  });

  it('shows by which bounds values look as at the start', async () => {
    const [fresh] = (await comparePair('c11-one-layer-fresh')).findings;
    const words = fresh?.evidence.map(({ says }) => says).join('\n');
    expect(words).toMatch(
      /In B, `summary\/lstm_cell\/kernel` and `summary\/lstm_cell\/recurrent_kernel` are each within the bounds/,
    );
    expect(words).toMatch(
      /`summary\/lstm_cell\/bias` is exactly the constant of its initialiser\. A’s are not\./,
    );
    expect(fresh?.title).toBe('`summary` holds a fresh initialisation in B');
  });

  it('gives code that names each layer of B and its counterpart in A', async () => {
    const [moved] = (await comparePair('c01-counters-overlap')).findings;
    expect(moved?.fix.code).toContain('("dense_2", "dense_3"),\n    ("dense_1", "dense_2"),');
    const [option] = (await comparePair('c30-recurrent-activation')).findings;
    expect(option?.fix.code).toContain(
      'if layer.name in ["both_ways"]:\n        config["layer"]["config"]["recurrent_activation"] = "hard_sigmoid"',
    );
  });
});
