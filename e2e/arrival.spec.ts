import { expect, expectAccessible, test } from './support/page.ts';

test('The first screen names both slots and says that nothing leaves', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('why they predict differently');
  await expect(page.getByRole('heading', { name: 'The model you trust' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The model that predicts differently' })).toBeVisible();
  await expect(page.getByText('Nothing leaves this machine.')).toBeVisible();
});

test('Every file input is there under its name', async ({ page }) => {
  await page.goto('/');
  for (const label of [
    'Model A',
    'Model B',
    'Inputs',
    'Recorded predictions',
    'Custom layers',
    'Model A folder',
    'Model B folder',
  ]) {
    await expect(page.getByLabel(label, { exact: true })).toHaveCount(1);
  }
});

test('The page asks nothing of any other machine', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/');
  await page.getByRole('button', { name: 'Keys and help' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(asked.filter((url) => !url.startsWith(site.url) && !/^(data|blob):/.test(url))).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`The first screen is accessible in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto('/');
    await expectAccessible(page);
  });
}

test('Help opens with a key and gives the focus back', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Keys and help' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys and terms' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Keys and help' })).toBeFocused();
});
