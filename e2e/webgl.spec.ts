import { expectedOf, openPair } from './support/openPair.ts';
import { expect, test } from './support/page.ts';
import { savedReport } from './support/savedReport.ts';

/** Recurrent layers and a changed formula, masks, resizing, nested blocks, and one pair with nothing wrong. */
const PAIRS_ON_WEBGL = [
  'c26-hard-sigmoid',
  'c31-mask-lost',
  'c24-upsampling-interpolation',
  'c03-frozen-nested',
  'two-versions',
];

/** What is left of a gap of zero in single precision. */
const FLOAT_NOISE = 1e-6;

for (const id of PAIRS_ON_WEBGL) {
  test(`WebGL finds in ${id} what Keras showed`, async ({ page }) => {
    const expected = expectedOf(id);
    await page.goto('/?backend=webgl');
    await openPair(page, id);
    await expect(page.locator('footer [data-backend="webgl"]')).toBeVisible();
    const { verdict, runs, findings } = await savedReport(page);
    expect(verdict).toBe(expected.verdict);
    expect(runs[0]?.backend).toBe('webgl');
    if (expected.cause !== null) expect(findings.map(({ cause }) => cause)).toContain(expected.cause);
    for (const [at, { maxAbs }] of expected.outputs.entries()) {
      const got = runs[0]?.outputs[at]?.maxAbs ?? Number.NaN;
      expect(Math.abs(got - maxAbs)).toBeLessThan(Math.max(1e-4 * maxAbs, FLOAT_NOISE));
    }
  });
}
