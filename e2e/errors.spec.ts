import { choose, expect, expectAccessible, test } from './support/page.ts';

test('A damaged file is explained in its slot and the other slot stays', async ({ page }) => {
  await page.goto('/harness/');
  await choose(page, 'Model A', 'pump_health.keras');
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await choose(page, 'Model B', 'cut.weights.h5');
  const alert = page.locator('[data-drop="b"]').getByRole('alert');
  await expect(alert).toContainText('The file ends after 61,865,984 of 98,771,240 bytes.');
  await expect(alert).toContainText('402 of 658 variables');
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'One file is open. The other could not be read.',
  );
  await expectAccessible(page);
});

test('A good file after a bad one starts the comparison', async ({ page }) => {
  await page.goto('/harness/');
  await choose(page, 'Model A', 'pump_health.keras');
  await choose(page, 'Model B', 'cut.weights.h5');
  await expect(page.getByRole('alert')).toBeVisible();
  await choose(page, 'Model B', 'pump_health_restored.keras');
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-verdict', 'different');
});

test('A comparison that fails says why and offers to go again', async ({ page }) => {
  await page.goto('/harness/');
  await choose(page, 'Model A', 'crash.keras');
  await choose(page, 'Model B', 'other.keras');
  await expect(page.getByRole('region', { name: 'Verdict' }).getByRole('alert')).toContainText(
    'different inputs',
  );
  await expect(page.getByRole('button', { name: 'Compare again' })).toBeVisible();
});

test('Progress names its steps, and Escape stops it with what was found so far', async ({ page }) => {
  await page.goto('/harness/');
  await choose(page, 'Model A', 'slow.keras');
  await choose(page, 'Model B', 'other.keras');
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('aria-busy', 'true');
  await expect(verdict.getByRole('button', { name: /Cancel/ })).toBeVisible();
  await expect(verdict).toContainText(/Running both models, layer \d+ of 20/);
  await page.keyboard.press('Escape');
  await expect(verdict).toHaveAttribute('aria-busy', 'false');
  await expect(verdict).toContainText('What is shown is complete up to there.');
  await expect(page.getByRole('treegrid', { name: 'Layers' })).toBeVisible();
});
