import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectVerdict } from './support/openPair.ts';
import { expect, expectAccessible, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';
import { unpacked } from './support/unpacked.ts';

const CONVERTED = join(FIXTURES, 'converted');

/** Lets files fall on the page, as the browser hands them over. */
async function drop(page: Page, files: readonly (string | { name: string; text: string })[]): Promise<void> {
  const given = files.map((file) =>
    typeof file === 'string'
      ? { name: basename(file), base64: readFileSync(file).toString('base64') }
      : { name: file.name, base64: Buffer.from(file.text).toString('base64') },
  );
  const data = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, given);
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

/** The place of A or B, on the first screen. */
const slot = (page: Page, side: 'a' | 'b') => page.locator(`section[data-drop="${side}"]`);

test.beforeEach(async ({ page }) => {
  await page.goto('/?backend=wasm');
});

test('The parts of one model in safetensors are one model, not two', async ({ page }) => {
  const folder = join(CONVERTED, 'nested-shards');
  await drop(
    page,
    readdirSync(folder).map((name) => join(folder, name)),
  );
  await expect(slot(page, 'a')).toHaveAttribute('data-step', 'open');
  await expect(slot(page, 'a')).toContainText('8 variables');
  await expect(slot(page, 'b')).toHaveAttribute('data-step', 'empty');
});

test('Weights and their architecture that fall together are one model', async ({ page }) => {
  const folder = await unpacked(join(FIXTURES, 'matrix/weights-legacy-k215.zip'));
  await drop(page, [join(folder, 'architecture.json'), join(folder, 'every.h5')]);
  await expect(slot(page, 'a')).toHaveAttribute('data-step', 'open');
  await expect(slot(page, 'a')).toContainText('all 15 layers');
  await expect(slot(page, 'b')).toHaveAttribute('data-step', 'empty');
});

test('An architecture beside a whole model stays the other side', async ({ page }) => {
  await drop(page, [join(FIXTURES, 'matrix/architecture-k215.json'), join(FIXTURES, 'matrix/whole-k215.h5')]);
  await expectVerdict(page);
  await expect(page.getByRole('banner')).toContainText('architecture-k215.json');
  await expect(page.getByRole('banner')).toContainText('whole-k215.h5');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('A checkpoint is called by its index', async ({ page }) => {
  const folder = await unpacked(join(FIXTURES, 'matrix/weights-checkpoint-k215.zip'));
  const parts = readdirSync(folder).filter((name) => /^every\.(index|data)|^checkpoint$/.test(name));
  await drop(
    page,
    parts.map((name) => join(folder, name)),
  );
  await expect(slot(page, 'a').getByRole('heading')).toContainText('every.index');
  await expect(slot(page, 'a')).toContainText('A whole model on the other side lends its own');
});

test('A folder is called by its own name', async ({ page }) => {
  const folder = await unpacked(join(FIXTURES, 'matrix/saved-k215.zip'));
  await page.getByLabel('Model A folder', { exact: true }).setInputFiles(folder);
  await expect(slot(page, 'a')).toHaveAttribute('data-step', 'open');
  await expect(slot(page, 'a').getByRole('heading')).toContainText(basename(folder));
});

test('Of three models two are compared, and the third is named', async ({ page }) => {
  await drop(
    page,
    ['cnn.k315.keras', 'cnn.k215.h5', 'mlp.k315.keras'].map((name) => join(CONVERTED, name)),
  );
  await expect(
    page.getByText('Two models are compared at a time. Not opened: mlp.k315.keras.'),
  ).toBeVisible();
  await expectVerdict(page);
});

test('Two models with inputs are fed with them from the first', async ({ page }) => {
  const model = join(FIXTURES, 'good/mlp-k315-v3.keras');
  const rows = JSON.stringify([[1, 2, 3, 4, 5, 6, 7]]);
  await drop(page, [model, { name: 'other.keras', text: '' }, { name: 'inputs.json', text: rows }]);
  await expect(slot(page, 'b').getByRole('alert')).toContainText('The file is empty');
  await expect(page.locator('[data-drop="inputs"]')).toContainText('inputs.json');
  await expect(page.locator('[data-drop="inputs"]')).toContainText('1 × 7');
});

test('Arrays that hold outputs too are recorded predictions when one model is open', async ({ page }) => {
  await drop(page, [join(FIXTURES, 'preprocess/pairs/raw.keras')]);
  await expect(slot(page, 'a')).toHaveAttribute('data-step', 'open');
  await drop(page, [join(FIXTURES, 'preprocess/pairs/recorded.npz')]);
  await expectVerdict(page);
  await expect(page.getByRole('banner')).toContainText('recorded.npz');
});

test('A file that cannot be read while a result is shown says why, and the result stays', async ({
  page,
}) => {
  await drop(page, [join(CONVERTED, 'mlp.k315.keras'), join(CONVERTED, 'mlp.k215.h5')]);
  await expectVerdict(page);
  await drop(page, [{ name: 'notes.bin', text: 'x'.repeat(100_000) }]);
  const dialog = page.getByRole('dialog', { name: 'Files and inputs' });
  await expect(dialog.getByRole('alert')).toContainText('Expected a model');
  await expect(dialog.getByRole('alert')).toContainText('stays open here');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expectVerdict(page);
});

test('The sentences of an error name no option of the command line', async ({ page }) => {
  await page.getByLabel('Model A', { exact: true }).setInputFiles(join(FIXTURES, 'pictures/grey.png'));
  const alert = slot(page, 'a').getByRole('alert');
  await expect(alert).toContainText('Pictures are inputs, not a model.');
  await expect(alert).not.toContainText('--');
});

test('Two files that are picked for one side and are no model together become A and B', async ({ page }) => {
  await page
    .getByLabel('Model A', { exact: true })
    .setInputFiles([join(CONVERTED, 'mlp.k315.keras'), join(CONVERTED, 'mlp.k215.h5')]);
  await expectVerdict(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
