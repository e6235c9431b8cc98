import { describe, expect, it } from 'vitest';
import { toHtml, toJunit, toMarkdown, toText } from '../index.ts';
import { parseReport } from '../json/parseReport.ts';
import { toJson } from '../json/toJson.ts';
import { anOutput, aReport, aRun } from '../testing.ts';
import { factsOf, flipsOf, reasonOf, worstOutput } from './answer.ts';
import { outputWords } from './outputWords.ts';

const figures = { maxAbs: 0, maxRel: 0, flips: 0, allowed: 0 };
const odd = anOutput({ ...figures, name: 'head', shape: [8, 3], shapeB: [8, 4], verdict: 'different' });
const parted = anOutput({ name: 'tail', maxAbs: 0.25, flips: 2, verdict: 'different' });
const report = aReport({ verdict: 'different', runs: [aRun({ outputs: [parted, odd] })] });

const SENTENCE = '`head` is 8 × 3 in A and 8 × 4 in B: there is no gap to measure.';

describe('an output that has another shape in B', () => {
  it('has no figures: zero would read as equal', () => {
    const { gap, allowed, relative, flips, says, also } = outputWords(odd);
    expect([gap, allowed, relative, flips]).toEqual(['–', '–', '–', '–']);
    expect(says).toBe('shape differs');
    expect(also).toEqual([SENTENCE]);
  });

  it('is further apart than one with a gap, and is the reason of the answer', () => {
    expect(worstOutput(report)).toBe(odd);
    expect(reasonOf(report)).toBe(SENTENCE);
    expect(factsOf(report)[0]).toEqual({ name: 'Largest gap', value: '–', unit: 'shapes differ in head' });
  });

  it('takes no part in the count of flips', () => {
    expect(flipsOf(report)).toBe(2);
    expect(flipsOf(aReport({ runs: [aRun({ outputs: [odd] })] }))).toBeNull();
  });

  it.each([
    ['text', toText(report, { width: 200 }), SENTENCE, /head +– +– +– +– +shape differs/],
    [
      'Markdown',
      toMarkdown(report),
      SENTENCE.slice(6),
      /\| <code>head<\/code> \| – \| – \| – \| – \| shape differs \|/,
    ],
    ['JUnit', toJunit(report), SENTENCE, /name="head"><failure message="`head` is 8 × 3 in A/],
    ['HTML', toHtml(report), SENTENCE.slice(6), /shape differs/],
  ])('is told with both shapes in %s', (_, written, sentence, line) => {
    expect(written).toContain(sentence);
    expect(written).toMatch(line);
  });

  it('is read back from JSON', () => {
    const read = parseReport(toJson(report));
    expect(read.runs[0]?.outputs[1]?.shapeB).toEqual([8, 4]);
  });
});
