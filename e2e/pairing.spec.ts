import { join } from 'node:path';
import { expectVerdict } from './support/openPair.ts';
import { expect, expectAccessible, test } from './support/page.ts';
import { SAMPLES } from './support/paths.ts';

test('Two layers are paired by hand with keys, compared again, and taken apart again', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(join(SAMPLES, 'pump_health.keras'));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page
    .getByLabel('Model B', { exact: true })
    .setInputFiles(join(SAMPLES, 'pump_health_restored.keras'));
  await expectVerdict(page, 'different');
  const grid = page.getByRole('treegrid', { name: 'Layers' });
  await grid.focus();
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '6');
  await page.keyboard.press('p');
  await expect(page.getByText('Pick B’s layer for branch_left/dense')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press(']');
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '12');
  await page.keyboard.press('Enter');
  const byHand = grid.getByRole('row', { name: /paired with branch_right\/dense/ });
  await expect(byHand).toHaveAttribute('aria-label', /^dense|^branch_left\/dense/);
  await expectVerdict(page);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(byHand).toHaveCount(0);
  await expectVerdict(page, 'different');
});

test('Pairing is given up with Escape', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: /Swapped branches/ }).click();
  await expectVerdict(page, 'different');
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('button', { name: /Pair by hand/ }).click();
  await expect(page.getByRole('button', { name: 'Cancel pairing' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Cancel pairing' })).toHaveCount(0);
});
