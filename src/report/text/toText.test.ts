import { describe, expect, it } from 'vitest';
import {
  equivalentReport,
  HOSTILE,
  hostileReport,
  longReport,
  nanReport,
  oneModelReport,
  stoppedReport,
  swappedReport,
} from '../testing.ts';
import { toText } from './toText.ts';

const hasControl = (text: string): boolean => /[^\P{Cc}\n]/u.test(text);

describe('the summary in a terminal', () => {
  it('begins with the verdict, the answer and its reason', () => {
    const [verdict, ...rest] = toText(swappedReport()).split('\n');
    expect(verdict).toBe('DIFFERENT  Cause proven');
    expect(rest.slice(0, 2).join(' ')).toContain(
      'B holds the weights of `branch_left/dense` and `branch_right/dense`',
    );
    expect(rest.slice(1, 4).join(' ')).toContain('the largest gap falls from 0.830 to 2.1e−7');
  });

  it('says of a variable how many, by how much, where, and what was allowed', () => {
    const text = toText(swappedReport(), { width: 200 });
    expect(text).toContain(
      '6,144 of 6,144 values differ; largest absolute 0.489 at [49, 56]; largest relative 311 at [3, 1]; allowed 5.67e−7',
    );
    expect(text).toContain('B holds here what A holds in `branch_right/dense/kernel`');
  });

  it('keeps to the width it is given, code apart', () => {
    const lines = toText(swappedReport(), { width: 72 }).split('\n');
    expect(lines.filter((line) => line.length > 72 && !line.includes('│'))).toEqual([]);
  });

  it('has no colour unless it is asked for', () => {
    expect(hasControl(toText(swappedReport()))).toBe(false);
    expect(toText(swappedReport(), { color: true })).toContain('\u001b[31m');
  });

  it('reads well for one model and for a run that stopped', () => {
    const one = toText(oneModelReport());
    expect(one).toContain('recorded predictions: recorded.npz');
    expect(one).not.toMatch(/^B /m);
    const stopped = toText(stoppedReport());
    expect(stopped).toMatch(/^INCONCLUSIVE\nLayer `spectral_gate`/);
    expect(stopped).toContain('41 of 44 layers ran. A stopped at `spectral_gate` (SpectralGate)');
    expect(stopped).toContain('No output could be compared.');
  });

  it('says that nothing differs where nothing does', () => {
    const text = toText(equivalentReport());
    expect(text).toContain('Variables: none of 5 differs');
    expect(text).toContain('EQUIVALENT\nNothing is wrong.');
  });

  it('writes NaN and infinity as words', () => {
    const text = toText(nanReport());
    expect(text).toContain('largest absolute infinity');
    expect(text).toContain('NaN: 0 in A, 12 in B');
  });

  it('lists at most twenty layers and says how many more there are', () => {
    const text = toText(longReport(4000));
    expect(text).toContain('Layers that differ or did not run: 40 of 4,000');
    expect(text).toContain('and 20 more');
  });

  it.each(HOSTILE)('lets no name steer the terminal: %j', (name) => {
    const text = toText(hostileReport(name));
    expect(hasControl(text)).toBe(false);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});
