import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectVerdict } from './support/openPair.ts';
import { choose, expect, expectAccessible, expectNoSideways, openStory, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';

const CNN = join(FIXTURES, 'converted/cnn.k315.keras');

/** Opens one file as A and looks into it. */
async function lookInto(page: Page, file: string): Promise<void> {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Look inside' }).click();
}

test('One file by itself shows its layers, their options, and what reads them', async ({ page }) => {
  await lookInto(page, CNN);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('cnn.k315.keras');
  const layers = page.getByRole('listbox', { name: 'Layers' });
  await expect(layers.getByRole('option')).toHaveCount(8);
  await layers.getByRole('option', { name: /^stem, Conv2D 3 × 2, 5, reads image, 95 parameters/ }).click();
  const detail = page.getByRole('region', { name: 'Layer stem' });
  await expect(detail.getByRole('table', { name: /Options of stem/ })).toContainText('kernel_size');
  await expect(detail.getByRole('table', { name: 'Weights of stem' })).toContainText('3 × 2 × 3 × 5');
  await detail.getByRole('button', { name: 'depth' }).click();
  await expect(page.getByRole('region', { name: 'Layer depth' })).toBeVisible();
  await expect(layers.getByRole('option', { selected: true })).toHaveAttribute('aria-label', /^depth,/);
  await expectAccessible(page);
});

test('A tensor of one file shows its figures, its distribution and its map', async ({ page }) => {
  await lookInto(page, CNN);
  await page.getByRole('option', { name: /^stem,/ }).click();
  await page.getByRole('button', { name: 'kernel' }).click();
  const detail = page.getByRole('region', { name: 'Tensor stem/kernel' });
  await expect(detail.getByRole('table', { name: 'Statistics of stem/kernel' })).toContainText('smallest');
  await expect(detail.getByRole('img', { name: /Histogram of the values/ })).toBeVisible();
  await expect(detail.getByRole('application', { name: /Map of A/ })).toBeVisible();
  await expectAccessible(page);
});

test('Weights without an architecture show their tensors', async ({ page }) => {
  await lookInto(page, join(FIXTURES, 'converted/mlp-torch.safetensors'));
  await expect(page.getByRole('listbox', { name: 'Stored tensors' }).getByRole('option')).toHaveCount(6);
  await page.getByRole('option', { name: 'net.0.weight, 9 × 7, float32' }).click();
  await expect(page.getByRole('table', { name: 'Statistics of net.0.weight' })).toBeVisible();
});

test('The list is walked with keys, and Escape goes back to the files', async ({ page }) => {
  await lookInto(page, CNN);
  await page.getByRole('listbox', { name: 'Layers' }).focus();
  await page.keyboard.press('End');
  const selected = page.getByRole('option', { selected: true });
  await expect(selected).toHaveAttribute('aria-label', /^head, Dense 3/);
  await page.keyboard.press('k');
  await expect(selected).toHaveAttribute('aria-label', /^flat, Flatten/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A is open. Now B.');
});

test('A filter narrows the layers, and says when nothing matches', async ({ page }) => {
  await lookInto(page, CNN);
  await page.getByRole('searchbox', { name: 'Filter by name or class' }).fill('conv2d');
  await expect(page.getByRole('option')).toHaveCount(3);
  await expect(page.getByText('3 of 8 rows')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter by name or class' }).fill('lstm');
  await expect(page.getByText('No layer matches “lstm”.')).toBeVisible();
});

test('Beside a comparison, the menu of a file looks inside it and back', async ({ page }) => {
  await openStory(page, 'pump');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /pump_health_restored\.keras/ })
    .click();
  await page.getByRole('menuitem', { name: 'Look inside' }).click();
  await expect(page.getByRole('listbox', { name: 'Layers' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the comparison' }).click();
  await expectVerdict(page, 'different');
});

test('A second file starts the comparison, whatever is looked into', async ({ page }) => {
  await page.goto('/harness/');
  await choose(page, 'Model A', 'pump_health.keras');
  await page.getByRole('button', { name: 'Look inside' }).click();
  await expect(page.getByRole('listbox', { name: 'Layers' })).toBeVisible();
  await choose(page, 'Model B', 'pump_health_restored.keras');
  await expectVerdict(page, 'different');
});

test('At 360 pixels and in the dark nothing of it is lost', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await lookInto(page, CNN);
  await page.getByRole('option', { name: /^norm,/ }).click();
  await expect(page.getByRole('region', { name: 'Layer norm' })).toBeVisible();
  await expectNoSideways(page);
  await expectAccessible(page);
});

test('The graph tab draws what each layer reads, with the state of its pair', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: /Swapped branches/ }).click();
  await expectVerdict(page, 'different');
  await page.getByRole('tab', { name: 'Graph' }).click();
  const calls = page.getByRole('listbox', { name: 'Connections of A' });
  await expect(
    calls.getByRole('option', {
      name: /^fusion, Concatenate, reads branch_left\/dropout and branch_right\/dropout/,
    }),
  ).toBeVisible();
  await calls.getByRole('option', { name: /^branch_right\/dense, .*born here$/ }).click();
  await page.getByRole('button', { name: 'Show under Layers' }).click();
  const row = page.getByRole('treegrid', { name: 'Layers' }).getByRole('row', { selected: true });
  await expect(row).toHaveAttribute('aria-label', /^dense, Dense 64/);
});

test('A pressed tab shows no focus ring, and a key brings it back', async ({ page }) => {
  await openStory(page, 'pump');
  const tab = page.getByRole('tab', { name: 'Graph' });
  const ring = () => tab.evaluate((it) => getComputedStyle(it).outlineStyle);
  await tab.click();
  expect(await ring()).toBe('none');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Settings' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(tab).toBeFocused();
  expect(await ring()).toBe('solid');
});
