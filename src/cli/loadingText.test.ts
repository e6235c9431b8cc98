import { describe, expect, it } from 'vitest';
import type { LoadingReport } from '../pipeline/index.ts';
import { loadingText } from './loadingText.ts';

type Route = LoadingReport['routes'][number];

const route = (name: Route['route'], more: Partial<Route> = {}): Route => ({
  route: name,
  keras: '2.15',
  outcome: 'loads',
  error: null,
  variables: [{ variable: 'd/kernel', from: 'd/kernel', state: 'loaded' }],
  unused: [],
  ...more,
});

const text = (routes: readonly Route[], compiled = false): string[] =>
  loadingText({ schema: 1, weights: 'w.h5', into: 'm.h5', routes }, [], compiled).split('\n');

describe('what load prints', () => {
  it('tells routes that end alike in one sentence', () => {
    const raised = { outcome: 'error', error: 'Layer count mismatch', variables: [] } as const;
    expect(text([route('keras3'), route('topological', raised), route('by-name', raised)])).toEqual([
      'w.h5 into m.h5, as Keras 2.15 loads it (simulated, nothing is changed)',
      '',
      'keras3: loads; 1 of 1 variables loaded, 0 from elsewhere, 0 left as they were, 0 stored ones unused.',
      '',
      'topological, by-name: end in an error; nothing is written.',
      '  | Layer count mismatch',
      '',
      '',
    ]);
  });

  it('lists so many variables and counts the others', () => {
    const variables = Array.from({ length: 1200 }, (_, i) => ({
      variable: `d${i}/kernel`,
      from: `d${i + 1}/kernel`,
      state: 'elsewhere' as const,
    }));
    const lines = text([route('keras3', { variables })]);
    expect(lines[2]).toContain('0 of 1,200 variables loaded, 1,200 from elsewhere');
    expect(lines.filter((it) => it.startsWith('  elsewhere'))).toHaveLength(60);
    expect(lines).toContain('  … and 1,140 more; --json F writes all.');
  });

  it('says of a compiled model that more than its weights is loaded', () => {
    const said = (lines: readonly string[]): boolean => lines.join(' ').includes('compile=False');
    expect(said(text([route('keras3')], true))).toBe(true);
    expect(said(text([route('keras3')]))).toBe(false);
    expect(said(text([route('topological')], true))).toBe(false);
    expect(said(text([route('keras3', { keras: '3.15' })], true))).toBe(false);
  });
});
