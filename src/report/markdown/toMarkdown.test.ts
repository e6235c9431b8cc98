import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  equivalentReport,
  HOSTILE,
  hostileReport,
  longReport,
  oneModelReport,
  stoppedReport,
  swappedReport,
} from '../testing.ts';
import { markdownCode, markdownText } from './escapeMarkdown.ts';
import { toMarkdown } from './toMarkdown.ts';

/** The page with code blocks left out: in them nothing has a meaning. */
const outsideCode = (page: string): string => page.replace(/^(`{3,})python\n[\s\S]*?\n\1$/gm, '');

const tags = (page: string): string[] =>
  [...outsideCode(page).matchAll(/<[^>]*>?/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/^<\/?(code|b)>$/.test(tag));

const rows = (page: string): number[] =>
  outsideCode(page)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').length);

describe('the report in a pull request', () => {
  const page = toMarkdown(swappedReport());

  it('begins with the verdict and the answer', () => {
    expect(page).toMatch(
      /^## Twinspect: Different · Cause proven\n\n<b>B holds the weights of <code>branch&#95;left\/dense<\/code>/,
    );
  });

  it('folds the long parts and closes every fold', () => {
    expect(page.match(/^<details>$/gm)?.length).toBe(page.match(/^<\/details>$/gm)?.length);
    expect(page).toContain('<summary>Layers that differ or did not run: 12 of 15</summary>');
  });

  it('has the fix as code', () => {
    expect(page).toContain('```python\nfrom keras.models import load_model\n');
  });

  it('stays below what a comment holds', () => {
    expect(toMarkdown(longReport(10_000)).length).toBeLessThan(60_000);
  });

  it.each([equivalentReport(), stoppedReport(), oneModelReport()])('is written for $headline', (report) => {
    expect(toMarkdown(report)).not.toMatch(/undefined|\[object/);
  });

  it.each(HOSTILE)('lets no name break a table or become markup: %j', (name) => {
    const [hostile, plain] = [toMarkdown(hostileReport(name)), toMarkdown(hostileReport('name'))];
    expect(rows(hostile)).toEqual(rows(plain));
    expect(tags(hostile)).toEqual(tags(plain));
  });

  it('lets no text at all do so', () => {
    const [plainRows, plainTags] = [
      rows(toMarkdown(hostileReport('name'))),
      tags(toMarkdown(hostileReport('name'))),
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'|\\`<>&\n#-*_[](!)~@:/w.1 ') }),
    );
    fc.assert(
      fc.property(
        text.filter((one) => one !== ''),
        (one) => {
          const page = toMarkdown(hostileReport(one));
          expect(rows(page)).toEqual(plainRows);
          expect(tags(page)).toEqual(plainTags);
        },
      ),
      { numRuns: 80 },
    );
  }, 60_000);

  it('leaves no character its meaning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (one) => {
        const written = markdownText(one);
        expect(written.replace(/&#\d+;/g, '')).not.toMatch(/[&\\`*_[\]{}|<>#~!$-]/);
        expect(written).not.toMatch(/@(?!\u200b)|:\/|www\./i);
      }),
    );
  });

  it('mentions nobody and refers to no issue', () => {
    expect(markdownCode('@someone #12 GH-3')).toBe(
      '<code>@\u200bsomeone &#35;\u200b12 GH&#45;\u200b3</code>',
    );
  });
});
