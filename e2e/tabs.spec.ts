import { expect, expectAccessible, openStory, test } from './support/page.ts';
import { savedReport } from './support/savedReport.ts';

const NAMES = ['Layers', 'Weights', 'Predictions', 'Graph', 'Settings', 'Loaders', 'Versions'];

for (const scheme of ['light', 'dark'] as const) {
  test(`Every tab has content and is accessible in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openStory(page, 'pump');
    for (const name of NAMES) {
      await page.getByRole('tab', { name }).click();
      await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByRole('tabpanel')).toHaveAttribute('aria-busy', 'false');
      await expect(page.getByRole('tabpanel')).not.toBeEmpty();
      if (name === 'Predictions')
        await expect(page.getByRole('img', { name: /noise floor until/ })).toBeVisible();
      await expectAccessible(page);
    }
  });
}

test('A weight opens with its figures, its distribution and its maps', async ({ page }) => {
  await openStory(page, 'pump');
  await page.keyboard.press('2');
  await page.getByRole('grid', { name: 'Variables' }).locator('[data-state=moved]').first().click();
  await expect(page.getByText('All 6,144 values differ, by up to 0.489.')).toBeVisible();
  await expect(page.getByRole('table', { name: /Statistics of A, B/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /Histogram of the values/ })).toBeVisible();
  const map = page.getByRole('application', { name: /Map of B − A/ });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/row 0, column 1: A/)).toBeVisible();
  await page.keyboard.press('+');
  await expect(page.getByRole('button', { name: 'Fit' })).toHaveAttribute('aria-pressed', 'false');
  await expectAccessible(page);
  await page.goBack();
  await expect(page.getByRole('grid', { name: 'Variables' })).toBeVisible();
});

test('The variables sort by their largest difference', async ({ page }) => {
  await openStory(page, 'pump', '#v=1&tab=weights');
  const grid = page.getByRole('grid', { name: 'Variables' });
  await grid.getByRole('button', { name: 'Largest Δ' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Largest Δ' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(grid.locator('[role=row][data-state]').first()).toContainText('0.489');
});

test('Predictions list the flips first and show one sample in full', async ({ page }) => {
  await openStory(page, 'pump');
  await page.keyboard.press('3');
  await expect(page.getByText('4 of 8 decisions differ · largest gap 0.830')).toBeVisible();
  const rows = page.getByRole('table', { name: 'Samples, flips first' }).locator('tbody tr');
  await expect(rows.first()).toContainText('class 1');
  await rows.nth(4).click();
  await expect(page.getByRole('heading', { name: 'Sample 0' })).toBeVisible();
  await expect(page.getByRole('img', { name: /64 values of A and B/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('table', { name: 'Differences along the layers' })).toBeVisible();
});

test('A finding carries its cause, its grade and its proof', async ({ page }) => {
  await openStory(page, 'pump');
  const finding = page.locator('article[data-cause="C04"][data-grade="proven"]');
  await expect(finding.getByRole('heading')).toHaveText('Two layers got each other’s weights');
  await expect(
    finding.getByRole('img', { name: /Gap before: 0.156 to 0.830. After: at most 2.1e−7/ }),
  ).toBeVisible();
  await finding.getByText('What was measured').click();
  await expect(finding).toContainText('Putting back only one of the two closes 26 % of the gap.');
});

test('Float noise is nothing wrong', async ({ page }) => {
  await openStory(page, 'noise');
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-verdict', 'equivalent');
  await expect(page.locator('article[data-cause]')).toHaveCount(0);
  await expect(page.locator('[role=row][data-state=born]')).toHaveCount(0);
});

test('An output that has another shape in B is told by both shapes, never by a gap of 0', async ({
  page,
}) => {
  await openStory(page, 'pump');
  const report = await savedReport(page);
  const [run] = report.runs;
  const odd = { ...run?.outputs[0], shapeB: [8, 4], maxAbs: 0, maxRel: 0, flips: 0, allowed: 0 };
  const samples = run?.samples.map((it) => ({ ...it, gap: 0, flipped: false, a: [], b: [] }));
  const changed = { ...report, runs: [{ ...run, outputs: [odd], samples }] };
  await page.goto('/harness/');
  await page.getByLabel('Model A', { exact: true }).setInputFiles({
    name: 'report.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(changed)),
  });
  const facts = page.getByRole('region', { name: 'Verdict' }).getByRole('definition');
  await expect(facts.first()).toHaveText('– shapes differ in score');
  await page.getByRole('tab', { name: 'Predictions' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByRole('note').first()).toContainText('score is 8 × 3 in A and 8 × 4 in B');
  await expect(panel.getByText('shapes differ', { exact: true })).toBeVisible();
  await expect(panel.getByRole('table', { name: 'Samples, flips first' })).toHaveCount(0);
});
