import { choose, expect, expectAccessible, expectNoSideways, openStory, test } from './support/page.ts';

test('The theme turns, is remembered and changes the ground', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/harness/');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Theme: follows the system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  expect(await ground()).not.toBe(light);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
});

test('No colour fades while the scheme changes: ground and text turn at once', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/harness/');
  const button = page.getByRole('button', { name: 'Choose file' }).first();
  await expect(button).toBeVisible();
  const turned = await button.evaluate((it) => {
    const before = getComputedStyle(it).backgroundColor;
    document.documentElement.dataset.theme = 'dark';
    // Asking for a style makes the browser start whatever fades.
    const after = getComputedStyle(it).backgroundColor;
    const fading = document
      .getAnimations()
      .flatMap((one) => (one instanceof CSSTransition ? [one.transitionProperty] : []));
    return { changed: before !== after, fading };
  });
  expect(turned).toEqual({ changed: true, fading: [] });
});

test('Everything is reachable at 360 pixels without sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('/harness/');
  await expectNoSideways(page);
  await openStory(page, 'pump');
  await expectNoSideways(page);
  await expectAccessible(page);
  for (const name of ['Weights', 'Predictions', 'Graph', 'Settings', 'Versions']) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tabpanel')).toHaveAttribute('aria-busy', 'false');
    await expect(page.getByRole('tabpanel')).not.toBeEmpty();
    await expectNoSideways(page);
  }
});

test('The palette finds a layer and goes there', async ({ page }) => {
  await openStory(page, 'pump');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /Search layers/ })).toBeFocused();
  await page.keyboard.type('fusion dense');
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('fusion/dense');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  const selected = page.getByRole('treegrid', { name: 'Layers' }).getByRole('row', { selected: true });
  await expect(selected).toHaveAttribute('aria-label', /^fusion\/dense/);
});

test('Single keys can be switched off', async ({ page }) => {
  await openStory(page, 'pump');
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Single keys are on' }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await expect(page.getByRole('tab', { name: 'Layers' })).toHaveAttribute('aria-selected', 'true');
});

test('Swapping puts each file in the other place', async ({ page }) => {
  await page.goto('/harness/');
  await choose(page, 'Model A', 'first.keras');
  await expect(page.locator('[data-drop="a"]')).toContainText('first.keras');
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expect(page.locator('[data-drop="b"]')).toContainText('first.keras');
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'empty');
});

test('Two files dropped at once become A and B', async ({ page }) => {
  await page.goto('/harness/');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['b'], 'b_second.keras'));
    data.items.add(new File(['a'], 'a_first.keras'));
    dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-verdict', 'different');
  await expect(page.getByRole('banner')).toContainText('a_first.keras');
});
