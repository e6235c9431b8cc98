import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectVerdict } from './support/openPair.ts';
import { expect, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';

const TFJS = join(FIXTURES, 'tfjs');
const KERAS = join(TFJS, 'upsampled.h5');
const SHARDS = [1, 2, 3, 4, 5].map((i) => join(TFJS, 'mlp-shards', `group1-shard${i}of5.bin`));

test('A model.json and its shards are one model, chosen together', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(join(FIXTURES, 'good/mlp-k215-h5.h5'));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page
    .getByLabel('Model B', { exact: true })
    .setInputFiles([join(TFJS, 'mlp-shards/model.json'), ...SHARDS]);
  await expectVerdict(page, 'equivalent');
});

test('A folder is one model, and what TensorFlow.js makes of it is said', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'twinspect-'));
  cpSync(join(TFJS, 'upsampled'), folder, { recursive: true });
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(KERAS);
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B folder', { exact: true }).setInputFiles(folder);
  await expectVerdict(page, 'equivalent');
  const finding = page.locator('article[data-cause="C59"]');
  await expect(finding).toHaveAttribute('data-grade', 'proven');
  await expect(finding).toContainText('larger');
});

test('Shards and model.json that are dropped side by side fall into one slot', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const paths = [join(TFJS, 'mlp-shards/model.json'), ...SHARDS];
  const transfer = await page.evaluateHandle(() => new DataTransfer());
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const base64 = readFileSync(path).toString('base64');
    await transfer.evaluate(
      (data, [file, text]) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], file));
      },
      [name, base64] as const,
    );
  }
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await expect(page.locator('[data-drop="b"]')).not.toHaveAttribute('data-step', /open|failed/);
});

test('A missing shard is named in its slot', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page
    .getByLabel('Model A', { exact: true })
    .setInputFiles([join(TFJS, 'mlp-shards/model.json'), ...SHARDS.slice(1)]);
  await expect(page.getByRole('alert')).toContainText('group1-shard1of5.bin');
});
