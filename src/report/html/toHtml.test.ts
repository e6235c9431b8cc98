import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../json/parseReport.ts';
import {
  anOutput,
  aRun,
  equivalentReport,
  HOSTILE,
  hostileReport,
  longReport,
  nanReport,
  oneModelReport,
  stoppedReport,
  swappedReport,
} from '../testing.ts';
import { toHtml } from './toHtml.ts';

/** The tags of a page with their attributes, its text and data left out. */
function skeleton(page: string): string[] {
  return [...page.matchAll(/<[^>]*>?/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
}

describe('the report as a page', () => {
  const page = toHtml(swappedReport());

  it('forbids itself everything but its own style', () => {
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'none'`,
    );
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  });

  it('asks for nothing: every address is inside the file', () => {
    const addresses = [
      ...page.matchAll(/\s(?:src|href|action|srcset|poster|data|xlink:href)="([^"]*)"/g),
    ].map((it) => it[1]);
    expect(addresses.length).toBeGreaterThan(10);
    expect(addresses.filter((address) => !/^(#|data:)/.test(address ?? ''))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import|https?:/);
  });

  it('has one script element, and that is data', () => {
    expect(page.match(/<script\b[^>]*>/g)).toEqual([
      '<script type="application/json" id="twinspect-report">',
    ]);
  });

  it('shows of each sample the output that parts most', () => {
    const calm = { gap: 0, flipped: false, a: [0.25], b: [0.25] };
    const parted = { gap: 0.5, flipped: false, a: [0.125], b: [0.625] };
    const run = aRun({
      outputs: [anOutput({ name: 'calm_head' }), anOutput({ name: 'parted_head' })],
      samples: [{ ...calm, index: 0, gap: 0.5, outputs: [calm, parted] }],
    });
    const page = toHtml({ ...equivalentReport(), runs: [run] });
    const samples = page.slice(page.indexOf('<h3>Samples</h3>'));
    expect(samples.slice(0, samples.indexOf('</table>'))).toMatch(/0\.125[\s\S]*0\.625[\s\S]*parted_/);
    expect(parseReport(JSON.stringify({ ...equivalentReport(), runs: [run] })).runs[0]?.samples).toEqual(
      run.samples,
    );
  });

  it('shows the answer, the proof, the layers, the variables and the predictions', () => {
    expect(page).toContain(
      '<h1 id="v">B holds the weights of <code translate="no" dir="auto">branch_<wbr>left/<wbr>dense</code>',
    );
    for (const heading of [
      'What was compared',
      'Layers',
      'Variables',
      'Options',
      'Predictions',
      'Ruled out',
      'How it was measured',
    ]) {
      expect(page).toContain(`<h2>${heading}</h2>`);
    }
    expect(page).toContain(
      'aria-label="Gap before: 0.156 to 0.830. After: at most 2.1e−7, inside the noise."',
    );
    expect(page).toContain(
      'aria-label="Values of branch_left/dense/kernel, from −0.500 to 0.500: A filled, B dashed"',
    );
  });

  it.each([equivalentReport(), nanReport(), stoppedReport(), oneModelReport()])(
    'is written for $headline',
    (report) => {
      expect(toHtml(report)).toContain(`class="verdict ${report.verdict}"`);
      expect(toHtml(report)).not.toMatch(/>undefined|\[object|>NaN%/);
    },
  );

  it.each(HOSTILE)('lets no name become markup: %j', (name) => {
    // A name with backticks or stars in a sentence is shown as code or strong: our own tags, and no others.
    const tags = (text: string): string[] =>
      skeleton(toHtml(hostileReport(text))).filter((tag) => !/^<\/?(code|b|wbr)\b/.test(tag));
    expect(tags(name)).toEqual(tags('name'));
  });

  it('lets no text at all become markup, and gives every text back', () => {
    const plain = skeleton(toHtml(hostileReport('name')));
    const characters = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'<>"\'&!-[]script\n\u0000\u2028') }),
    );
    fc.assert(
      fc.property(
        characters.filter((text) => !/[`*/_]/.test(text) && text !== ''),
        (text) => {
          const page = toHtml(hostileReport(text));
          expect(skeleton(page)).toEqual(plain);
          expect(parseReport(page)).toEqual(hostileReport(text));
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('stays small with ten thousand layers, and folds those that are the same', () => {
    const long = toHtml(longReport(10_000));
    expect(new TextEncoder().encode(long).length).toBeLessThan(6_000_000);
    expect(long).toContain('All 10,000 layers');
    expect(parseReport(long).layers).toHaveLength(10_000);
  }, 60_000);
});
