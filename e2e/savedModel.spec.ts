import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectVerdict } from './support/openPair.ts';
import { expect, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';

const RUNS = join(FIXTURES, 'tensorflow-runs');

async function open(page: Page, a: string, b: string): Promise<void> {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(join(RUNS, a));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(join(RUNS, b));
}

test('A Keras 3 export runs layer by layer beside the archive of the same model', async ({ page }) => {
  await open(page, 'cnn.k315.keras', 'cnn.k315.zip');
  await expectVerdict(page, 'equivalent');
  const grid = page.getByRole('treegrid', { name: 'Layers' });
  await expect(grid).toContainText('separable');
  await expect(page.getByRole('region', { name: 'Verdict' })).not.toContainText('could not');
});

test('A SavedModel with a loop in it runs', async ({ page }) => {
  await open(page, 'lstm.k315.keras', 'lstm.k315.zip');
  await expectVerdict(page, 'equivalent');
});

test('A SavedModel with a Hub module inside runs', async ({ page }) => {
  await open(page, 'hub.k215.zip', 'hub.k215.zip');
  await expectVerdict(page, 'identical');
});

test('The folder of a TensorFlow.js graph model runs', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'twinspect-'));
  cpSync(join(RUNS, 'graphs/cnn'), folder, { recursive: true });
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(join(RUNS, 'cnn.k315.keras'));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B folder', { exact: true }).setInputFiles(folder);
  await expectVerdict(page, 'equivalent');
});
