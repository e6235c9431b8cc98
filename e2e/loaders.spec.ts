import { expectVerdict, openPair } from './support/openPair.ts';
import { expect, expectAccessible, openStory, test } from './support/page.ts';

for (const scheme of ['light', 'dark'] as const) {
  test(`The loaders tab unfolds a route with what Keras raises, in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openStory(page, 'pump');
    await page.keyboard.press('6');
    const table = page.getByRole('table', { name: /as Keras 3.15 loads it/ });
    await expect(table).toBeVisible();
    const row = table.locator('tr[data-route="by-name"]');
    await expect(row).toContainText('raises an error');
    await row.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(row.getByRole('button')).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByText(/only supports loading legacy/)).toBeVisible();
    await expect(page.getByRole('table', { name: /Variables after load_weights/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keras 2.15' }).click();
    await expect(page.getByRole('table', { name: /as Keras 2.15 loads it/ })).toBeVisible();
  });
}

test('Frozen layers are loaded into each other, and the tab says which', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await openPair(page, 'c03-frozen-nested');
  await expectVerdict(page, 'different');
  await page.getByRole('tab', { name: 'Loaders' }).click();
  const row = page.locator('tr[data-route="topological"]');
  await expect(row).toContainText('loads, exactly what B holds');
  await expect(page.locator('tr[data-route="keras3"]')).not.toContainText('exactly');
  await row.getByRole('button').click();
  const moved = page.locator('tr[data-state="elsewhere"]');
  await expect(moved).toHaveCount(4);
  await expect(moved.first()).toContainText('from elsewhere');
  await expectAccessible(page);
});
