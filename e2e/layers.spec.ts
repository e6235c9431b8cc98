import { expect, expectAccessible, openStory, test } from './support/page.ts';

test('The grid walks through 10,000 rows by key', async ({ page }) => {
  await openStory(page, 'many');
  const grid = page.getByRole('treegrid', { name: 'Layers' });
  await expect(grid).toHaveAttribute('aria-rowcount', '10001');
  await grid.focus();
  await page.keyboard.press('End');
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '10001');
  await expect(grid.getByRole('row', { selected: true })).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '4');
  await page.keyboard.press('PageDown');
  const id = await grid.getAttribute('aria-activedescendant');
  await expect(page.locator(`#${id}`)).toBeInViewport();
  expect(await page.locator('[role=row]').count()).toBeLessThan(80);
});

test('The keys [ and ] walk from difference to difference', async ({ page }) => {
  await openStory(page, 'many');
  const selected = page.getByRole('treegrid', { name: 'Layers' }).getByRole('row', { selected: true });
  await expect(selected).toHaveAttribute('data-state', 'born');
  await page.keyboard.press(']');
  await expect(selected).toHaveAttribute('aria-rowindex', '7');
  await page.keyboard.press('[');
  await expect(selected).toHaveAttribute('aria-rowindex', '4');
});

test('A block folds and unfolds with the arrow keys', async ({ page }) => {
  await openStory(page, 'pump');
  const grid = page.getByRole('treegrid', { name: 'Layers' });
  const block = page.locator('#layer-2');
  await block.click();
  await grid.focus();
  await expect(block).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(block).toHaveAttribute('aria-expanded', 'false');
  await expect(grid).toHaveAttribute('aria-rowcount', '18');
  await page.keyboard.press('ArrowRight');
  await expect(grid).toHaveAttribute('aria-rowcount', '23');
});

test('The filter keeps the blocks of what matches, and clears', async ({ page }) => {
  await openStory(page, 'pump');
  const grid = page.getByRole('treegrid', { name: 'Layers' });
  await page.keyboard.press('/');
  await page.keyboard.type('normalization');
  await expect(grid.locator('[role=row][data-state]')).toHaveCount(7);
  await page.getByRole('searchbox').fill('lstm');
  await expect(page.getByText('No layer matches “lstm”.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '23');
});

test('Only differences shows what starts somewhere', async ({ page }) => {
  await openStory(page, 'pump');
  await page.getByRole('button', { name: /Only differences/ }).click();
  await expect(page.locator('[role=row][data-state=born]')).toHaveCount(2);
  await expect(page.locator('[role=row][data-state=inherited]')).toHaveCount(0);
  await expect(page).toHaveURL(/only=1/);
});

test('Enter opens the details of a row and Escape closes them', async ({ page }) => {
  await openStory(page, 'pump');
  await page.getByRole('treegrid', { name: 'Layers' }).focus();
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'Details of branch_left/dense' });
  await expect(detail).toContainText('The difference starts here.');
  await page.getByRole('button', { name: 'Close details' }).click();
  await expect(detail).toHaveCount(0);
});

test('The address brings the same view back', async ({ page }) => {
  await openStory(page, 'pump', '#v=1&layer=fusion/dense&filter=dense');
  const selected = page.getByRole('treegrid', { name: 'Layers' }).getByRole('row', { selected: true });
  await expect(selected).toHaveAttribute('aria-label', /^fusion\/dense/);
  await expect(page.getByRole('searchbox')).toHaveValue('dense');
});

test('A row says in words what its bars and curves show', async ({ page }) => {
  await openStory(page, 'pump');
  await expect(page.locator('#layer-4')).toHaveAccessibleName(
    'dense, Dense 64, paired with dense, values moved, weights moved 2 of 2, own 0.96, inherited 1.0e−7, born here',
  );
});

for (const scheme of ['light', 'dark'] as const) {
  test(`The result is accessible in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openStory(page, 'pump');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Details' }).click();
    await expectAccessible(page);
  });
}
