import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../run/index.ts';
import { ran, report, run } from '../testing/build.ts';
import { divergencePoints } from './divergencePoints.ts';
import { divergenceSentence } from './divergenceSentence.ts';

const says = (...layers: readonly RunRow[]): string =>
  divergenceSentence(divergencePoints(report({ runs: [run({ layers })] })), layers);

const calm = ran('calm', 'Dense');
const unlike = ran('head', 'Dense', {
  relative: null,
  maxAbs: null,
  verdict: 'born',
  because: 'The two layers put out different shapes.',
});

describe('the sentence below the chart', () => {
  it('names the layer in which a gap is born, and its size', () => {
    expect(says(calm, ran('head', 'Dense', { relative: 0.83, verdict: 'born' }))).toBe(
      'Below the noise floor until head, where it rises to 0.830.',
    );
  });

  it('does not call a gap noise because no layer makes it: the inputs may', () => {
    expect(says(ran('first', 'Dense', { relative: 0.5, verdict: 'inherited' }))).toBe(
      'Above the noise floor from first on (0.500). No layer adds it by itself.',
    );
  });

  it('says where no gap can be measured', () => {
    expect(says(calm, unlike)).toBe(
      'Inside the noise floor up to head. The two layers put out different shapes.',
    );
  });

  it('speaks of the layers that ran, not of all', () => {
    const stopped = ran('own', 'Gate', { relative: null, verdict: 'not-run' });
    expect(says(calm, stopped)).toBe('Inside the noise floor in every layer that ran.');
    expect(says(stopped)).toBe('No layer ran in both models.');
  });
});
