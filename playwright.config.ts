import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from './e2e/support/findBrowser.ts';

const browser = await findBrowser();
if (process.env.TEST_WORKER_INDEX === undefined) {
  process.stdout.write(`Browser: ${browser.path} (from ${browser.from})\n`);
}
process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ??= 'test-results/e2e.json';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: 'line',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: browser.path, args: BROWSER_ARGUMENTS },
  },
  projects: [
    { name: 'harness', testMatch: 'support/harness.setup.ts' },
    { name: 'page', testMatch: '*.spec.ts', dependencies: ['harness'] },
  ],
});
