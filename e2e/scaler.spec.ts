import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectVerdict } from './support/openPair.ts';
import { expect, expectAccessible, expectNoSideways, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';

const PAIRS = join(FIXTURES, 'preprocess/pairs');
const at = (name: string) => join(PAIRS, name);

async function give(page: Page, label: string, name: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).setInputFiles(at(name));
}

const finding = (page: Page) => page.locator('article[data-cause="C43"]');

test('a scaler given to one side makes the two agree, and says what the gap is without it', async ({
  page,
}) => {
  await page.goto('/?backend=wasm');
  await give(page, 'Inputs', 'samples.npz');
  await expect(page.getByText('samples.npz')).toBeVisible();
  await give(page, 'Scaler B', 'standard.joblib');
  await expect(page.locator('[data-drop="scaler-b"]')).toHaveAttribute('data-step', 'open');
  await expect(page.locator('[data-drop="scaler-b"]')).toContainText('standard.joblib StandardScaler');
  await expectAccessible(page);
  await expectNoSideways(page);
  await give(page, 'Model A', 'raw.keras');
  await give(page, 'Model B', 'scaled.keras');
  await expectVerdict(page, 'equivalent');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText("With B's StandardScaler");
  await expect(finding(page)).toHaveAttribute('data-grade', 'proven');
});

test('a scaler that is added later changes the answer, and taking it away changes it back', async ({
  page,
}) => {
  await page.goto('/?backend=wasm');
  await give(page, 'Inputs', 'samples.npz');
  await give(page, 'Model A', 'raw.keras');
  await give(page, 'Model B', 'scaled.keras');
  await expectVerdict(page, 'different');
  await expect(finding(page)).toHaveCount(0);
  await give(page, 'Scaler B', 'standard.joblib');
  await expectVerdict(page, 'equivalent');
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expectVerdict(page, 'equivalent');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText("With A's StandardScaler");
});

test('one model with recorded predictions takes the scaler of A', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await give(page, 'Model A', 'scaled.keras');
  await give(page, 'Recorded predictions', 'recorded.npz');
  await expectVerdict(page, 'different');
  await give(page, 'Scaler A', 'standard.joblib');
  await expectVerdict(page, 'equivalent');
});

test('a file that is no preprocessing is refused in its place, by name', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await give(page, 'Scaler A', 'raw.keras');
  const slot = page.locator('[data-drop="scaler-a"]');
  await expect(slot.getByRole('alert')).toContainText('This is no preprocessing file');
  await give(page, 'Scaler A', 'minmax.pkl');
  await expect(slot).toContainText('minmax.pkl MinMaxScaler');
  await page.getByRole('button', { name: 'Remove scaler A' }).click();
  await expect(slot).toContainText('No scaler for A');
});
