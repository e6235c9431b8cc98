import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectVerdict } from './support/openPair.ts';
import { expect, expectAccessible, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';

const converted = (name: string): string => join(FIXTURES, 'converted', name);

test('An ONNX model is held against its Keras model, and what only running can tell stays open', async ({
  page,
}) => {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(converted('cnn.k315.keras'));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(converted('cnn.k315.onnx'));
  await expectVerdict(page, 'inconclusive');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('8 of the 12 weight tensors');
  await expect(page.locator('article[data-cause="C55"]')).toHaveAttribute('data-grade', 'possible');
  await expectAccessible(page);
});

test('A TensorFlow Lite model beside ONNX values in another file: both open', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(converted('cnn-int8.k315.tflite'));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  const external = ['hand.onnx', 'weights.bin'].map((name) => converted(`hand-external/${name}`));
  await page.getByLabel('Model B', { exact: true }).setInputFiles(external);
  await expectVerdict(page, 'inconclusive');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('Safetensors take the architecture of the other side and are run', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(converted('cnn-paths.safetensors'));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(converted('cnn.k315.keras'));
  await expectVerdict(page, 'equivalent');
});

test('WebP and BMP pictures are fed as they are, under the page’s own policy', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const pictures = ['lossy.webp', 'lossless-alpha.webp', 'rgb.bmp'].map((name) =>
    join(FIXTURES, 'pictures', name),
  );
  await page.getByLabel('Inputs', { exact: true }).setInputFiles(pictures);
  await expect(page.getByText(/lossy\.webp and 2 more|lossless-alpha\.webp and 2 more/)).toBeVisible();
  const model = join(FIXTURES, 'good/cnn-k315-v3.keras');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(model);
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(model);
  await expectVerdict(page, 'identical');
  await page.getByRole('tab', { name: 'Predictions' }).click();
  await expect(page.getByRole('note').filter({ hasText: 'keras.utils.load_img' })).toContainText(
    '3 of 3 resized',
  );
});

test('A damaged WebP is refused in its place', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const buffer = readFileSync(join(FIXTURES, 'pictures/lossy.webp')).subarray(0, 200);
  await page
    .getByLabel('Inputs', { exact: true })
    .setInputFiles({ name: 'cut.webp', mimeType: 'image/webp', buffer });
  await expect(page.getByRole('alert')).toContainText('libwebp cannot decode it');
});
