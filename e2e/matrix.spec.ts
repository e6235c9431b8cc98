import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectVerdict } from './support/openPair.ts';
import { expect, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';
import { unpacked } from './support/unpacked.ts';

const MATRIX = join(FIXTURES, 'matrix');

/** Opens a file, or the folder that a zip was made of. */
async function open(page: Page, side: 'a' | 'b', name: string, how: 'file' | 'folder'): Promise<void> {
  const label = `Model ${side.toUpperCase()}${how === 'folder' ? ' folder' : ''}`;
  const path = join(MATRIX, name);
  await page.getByLabel(label, { exact: true }).setInputFiles(how === 'folder' ? await unpacked(path) : path);
}

const PAIRS = [
  ['archive-k315.keras', 'file', 'keras-saved-k215.zip', 'folder'],
  ['weights-checkpoint-k215.zip', 'folder', 'whole-k315.h5', 'file'],
  ['session-saver-k215.zip', 'file', 'checkpoint-k315.zip', 'folder'],
  ['graph-of-saved-k215.zip', 'folder', 'export-k315.zip', 'file'],
  ['tfjs-of-h5-k215.zip', 'file', 'session-k215.zip', 'folder'],
  ['frozen-k315.zip', 'folder', 'weights-h5-k315.zip', 'folder'],
] as const;

for (const [a, howA, b, howB] of PAIRS) {
  test(`${a} (${howA}) and ${b} (${howB}) are the same model`, async ({ page }) => {
    await page.goto('/?backend=wasm');
    await open(page, 'a', a, howA);
    await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
    await open(page, 'b', b, howB);
    await expectVerdict(page, 'equivalent');
    await expect(page.locator('article[data-cause]')).toHaveCount(0);
  });
}

test('Files of a checkpoint that are chosen together take the architecture of the other side', async ({
  page,
}) => {
  const folder = await unpacked(join(MATRIX, 'weights-checkpoint-k215.zip'));
  const parts = readdirSync(folder).filter((name) => /^every\.(index|data)/.test(name));
  await page.goto('/?backend=wasm');
  await open(page, 'a', 'archive-k215.keras', 'file');
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(parts.map((name) => join(folder, name)));
  await expectVerdict(page, 'equivalent');
});
