import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { DIST, HARNESS_DIST } from './paths.ts';
import { type Site, serve } from './serve.ts';

/** Tests with both pages served from one free port, and a check that the page's console stays silent. */
export const test = base.extend<{ quiet: undefined }, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const site = await serve({ '/': DIST, '/harness/': HARNESS_DIST });
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ site }, use) => use(site.url),
  quiet: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on('pageerror', (error) => said.push(error.message));
      page.on('console', (message) => {
        // The preview of a report is sandboxed: its scripts, and those of the tests, must not run there.
        const preview = message.text().includes("'about:srcdoc'");
        if (message.type() === 'error' && !preview) said.push(message.text());
      });
      await use(undefined);
      const noisy = test.info().annotations.some((note) => note.type === 'noisy');
      if (!noisy) expect(said, 'the console of the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** The stories that the harness can tell. */
export type Story = 'pump' | 'many' | 'noise';

const file = (name: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(name) });

/** Opens a file of this name in a slot of the harness. Its name decides what becomes of it. */
export async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).setInputFiles(file(name));
}

/** Opens the harness on a story, with both files in, and waits for the verdict. */
export async function openStory(page: Page, story: Story, hash = ''): Promise<void> {
  await page.goto(`/harness/?story=${story}${hash}`);
  await choose(page, 'Model A', 'pump_health.keras');
  await choose(page, 'Model B', 'pump_health_restored.keras');
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-verdict', /./);
}

/** No colour or place is on its way: axe would measure a contrast that nobody sees for longer than a blink. */
async function settled(page: Page): Promise<void> {
  const moving = () =>
    page.evaluate(async () => {
      // A changed scheme is told to the page with the next frame, and what follows from it is drawn in the one after.
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      return document.getAnimations().filter((animation) => animation instanceof CSSTransition).length;
    });
  await expect.poll(moving).toBe(0);
}

/** No axe rule of WCAG 2.0 to 2.2 A and AA, or of best practice, is broken. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
  const found = violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`);
  expect(found).toEqual([]);
}

/** The page does not scroll sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBeLessThanOrEqual(0);
}

export { expect };
