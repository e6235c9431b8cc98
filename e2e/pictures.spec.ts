import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectVerdict } from './support/openPair.ts';
import { expect, expectAccessible, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';

const MODEL = join(FIXTURES, 'good/cnn-k315-v3.keras');
const PICTURES = ['rgb-420.jpg', 'rgb.png', 'turned.jpg'].map((name) => join(FIXTURES, 'pictures', name));

test('Pictures are fed to both models, and the page says what was made of them', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Inputs', { exact: true }).setInputFiles(PICTURES);
  await expect(page.getByText('rgb-420.jpg and 2 more')).toBeVisible();
  await page.getByLabel('Model A', { exact: true }).setInputFiles(MODEL);
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(MODEL);
  await expectVerdict(page, 'identical');
  await page.getByRole('tab', { name: 'Predictions' }).click();
  await expect(page.getByRole('note').filter({ hasText: 'keras.utils.load_img' })).toContainText(
    'rgb, 8 × 7 (3 of 3 resized by the nearest pixel)',
  );
  await expectAccessible(page);
});

test('A picture that cannot be read is refused in its place', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const whole = readFileSync(PICTURES[1] as string);
  const cut = { name: 'cut.png', mimeType: 'image/png', buffer: whole.subarray(0, whole.length - 20) };
  await page.getByLabel('Inputs', { exact: true }).setInputFiles(cut);
  await expect(page.getByRole('alert')).toContainText('ends early');
});

test('One model is held against its recorded layers, and the panel gives the code that records them', async ({
  page,
}) => {
  await page.goto('/?backend=wasm');
  const recorder = page.getByRole('button', { name: 'Copy: Python that records the layers too' });
  await expect(recorder).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Model A', { exact: true }).setInputFiles(MODEL);
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page
    .getByLabel('Recorded predictions', { exact: true })
    .setInputFiles(join(FIXTURES, 'good/cnn-k315-v3.npz'));
  await expectVerdict(page, 'equivalent');
  const rows = page.getByRole('treegrid', { name: 'Layers' }).getByRole('row');
  await expect(rows.filter({ hasText: 'conv_stride' })).toHaveAttribute('data-state', /./);
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Predictions' }).click();
  await expect(page.getByRole('region', { name: 'Predictions' })).toContainText('REF is what was recorded');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page);
});
