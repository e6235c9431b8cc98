import { join } from 'node:path';
import { PUMP_HEALTH } from '../src/app/testing/pumpHealth.ts';
import { expectVerdict } from './support/openPair.ts';
import { expect, expectAccessible, test } from './support/page.ts';
import { FIXTURES, SAMPLES } from './support/paths.ts';
import { savedReport } from './support/savedReport.ts';

test.describe('with the sample pair and the real pipeline', () => {
  for (const backend of ['webgl', 'wasm', 'cpu'] as const) {
    test(`Trying it names the cause, computed on ${backend}`, async ({ page }) => {
      await page.goto(`/?backend=${backend}`);
      await page.getByRole('button', { name: /Swapped branches/ }).click();
      await expectVerdict(page, 'different');
      await expect(page.locator(`footer [data-backend="${backend}"]`)).toBeVisible();
      await expect(page.locator('article[data-cause="C04"][data-grade="proven"]')).toBeVisible();
      await expect(page.locator('[role=row][data-state=born]').first()).toBeVisible();
      const { verdict, runs, findings } = await savedReport(page);
      expect(verdict).toBe('different');
      expect(runs[0]?.backend).toBe(backend);
      expect(runs[0]?.firstDivergent).toBe('branch_left/dense');
      expect(findings[0]).toMatchObject({ cause: 'C04', grade: 'proven' });
      expect(Math.abs((runs[0]?.outputs[0]?.maxAbs ?? 0) - 0.98174)).toBeLessThan(1e-4);
    });
  }

  test('The two files can be chosen by hand, and a weight can be looked into', async ({ page }) => {
    await page.goto('/?backend=wasm');
    await page.getByLabel('Model A', { exact: true }).setInputFiles(join(SAMPLES, 'pump_health.keras'));
    await page
      .getByLabel('Model B', { exact: true })
      .setInputFiles(join(SAMPLES, 'pump_health_restored.keras'));
    await expectVerdict(page, 'different');
    await page.getByRole('tab', { name: /Weights/ }).click();
    await page.locator('[role=row]:is([data-state=moved], [data-state=different])').first().click();
    await expect(page.getByRole('heading', { name: 'Distribution' })).toBeVisible();
    await expect(page.getByRole('application', { name: /Map of B − A/ })).toBeVisible();
    await page.getByRole('tab', { name: /Predictions/ }).click();
    await expect(page.getByRole('img', { name: /values of A and B/ })).toBeVisible();
    await expectAccessible(page);
  });
});

test('A file that is no model is refused in its own slot', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Model B', { exact: true }).setInputFiles({
    name: 'holiday.keras',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('ffd8ffe000104a46494600010100', 'hex'),
  });
  const slot = page.locator('[data-drop="b"]');
  await expect(slot.getByRole('alert')).toBeVisible();
  await expect(page.locator('[data-drop="a"]').getByRole('alert')).toHaveCount(0);
  await slot.getByText('Where exactly').click();
  await expect(slot.getByText(/Code /)).toBeVisible();
});

test('A shared report opens without its files', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Model A', { exact: true }).setInputFiles({
    name: 'report.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(PUMP_HEALTH)),
  });
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-verdict', 'different');
  await expect(page.getByText('read from report.json')).toBeVisible();
});

test('A model of several outputs shows the predictions of each', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const file = join(FIXTURES, 'good/multi-io-k315-v3.keras');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(file);
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(file);
  await expectVerdict(page, 'identical');
  await page.getByRole('tab', { name: 'Predictions' }).click();
  const panel = page.getByRole('region', { name: 'Predictions' });
  await expect(panel).toContainText('Output area.');
  await panel.getByLabel('Output', { exact: true }).selectOption('score');
  await expect(panel).toContainText('Output score. Both say class');
});
