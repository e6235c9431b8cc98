import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Starts Chromium: CHROME_PATH, Playwright's own, or what the system has; else the one that comes packed. */
export async function launchBrowser() {
  return chromium.launch({
    executablePath: await browserPath(),
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
}

async function browserPath() {
  const candidates = [process.env.CHROME_PATH, chromium.executablePath(), '/usr/bin/chromium'];
  const found = candidates.find((path) => path && existsSync(path));
  if (found) return found;
  // Read when the module loads: with it, the browser brings its own libraries.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
