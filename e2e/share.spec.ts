import { readFileSync } from 'node:fs';
import { expect, expectAccessible, openStory, test } from './support/page.ts';

const FORMS = [
  ['HTML', 'twinspect-report.html'],
  ['JSON', 'twinspect-report.json'],
  ['Markdown', 'twinspect-report.md'],
  ['JUnit', 'twinspect-report.xml'],
] as const;

for (const [form, file] of FORMS) {
  test(`Sharing as ${form} saves a file`, async ({ page }) => {
    await openStory(page, 'pump');
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this comparison' });
    await dialog.getByRole('button', { name: form, exact: true }).click();
    const waiting = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save report' }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe(file);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/branch(_|&#95;)left\/dense/);
  });
}

test('What was saved as JSON opens again', async ({ page }) => {
  await openStory(page, 'pump');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'JSON', exact: true }).click();
  const waiting = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save report' }).click();
  const path = await (await waiting).path();
  await page.goto('/harness/');
  await page.getByLabel('Model A', { exact: true }).setInputFiles({
    name: 'twinspect-report.json',
    mimeType: 'application/json',
    buffer: readFileSync(path),
  });
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-verdict', 'different');
  await page.getByRole('tab', { name: /Weights/ }).click();
  await page.getByRole('grid').locator('[data-state=moved]').first().click();
  await expect(page.getByText('A report carries no weights.')).toBeVisible();
});

test('Names that are left out do not leave', async ({ page }) => {
  await openStory(page, 'pump');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'JSON', exact: true }).click();
  await expect(dialog.getByRole('region', { name: 'The text as it will be saved' })).toContainText(
    'branch_left',
  );
  await dialog.getByRole('checkbox', { name: /Layer and variable names/ }).check();
  await expect(dialog.getByRole('region', { name: 'The text as it will be saved' })).not.toContainText(
    'branch_left',
  );
  await expect(
    dialog.getByRole('heading', { name: /This is what leaves · \d+ places? removed/ }),
  ).toBeVisible();
});

test('The dialog for sharing is accessible and closes with Escape', async ({ page }) => {
  await openStory(page, 'pump');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Share' })).toBeFocused();
});
