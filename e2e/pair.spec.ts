import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PUMP_HEALTH } from '../src/app/testing/pumpHealth.ts';
import { expect, expectAccessible, test } from './support/page.ts';
import { SAMPLES } from './support/paths.ts';

const missing = !existsSync(join(SAMPLES, 'pump_health.keras'));

test.describe('with the sample pair and the real pipeline', () => {
  test.skip(missing, 'public/samples holds no sample pair');

  for (const backend of ['webgl', 'wasm', 'cpu']) {
    test(`Trying it gives a verdict, computed on ${backend}`, async ({ page, site }) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`/?backend=${backend}`);
      await page.getByRole('button', { name: /Swapped branches/ }).click();
      const verdict = page.getByRole('region', { name: 'Verdict' });
      await expect(verdict).toHaveAttribute('data-verdict', 'different', { timeout: 45_000 });
      await expect(verdict).toHaveAttribute('aria-busy', 'false');
      await expect(page.locator(`footer [data-backend="${backend}"]`)).toBeVisible();
      await expect(page.getByRole('treegrid', { name: 'Layers' })).toBeVisible();
      await expect(page.locator('[role=row][data-state=born]').first()).toBeVisible();
      expect(asked.filter((url) => !url.startsWith(site.url) && !/^(data|blob):/.test(url))).toEqual([]);
    });
  }

  test('The two files can be chosen by hand, and a weight can be looked into', async ({ page }) => {
    await page.goto('/?backend=wasm');
    await page.getByLabel('Model A', { exact: true }).setInputFiles(join(SAMPLES, 'pump_health.keras'));
    await page
      .getByLabel('Model B', { exact: true })
      .setInputFiles(join(SAMPLES, 'pump_health_restored.keras'));
    await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-verdict', 'different', {
      timeout: 45_000,
    });
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
